// What an LMS is told of one answer, in the forms of SCORM 1.2 (RTE 3.4, cmi.interactions).

import { isGiven } from "./answers.js";
import { isWithin } from "./marking.js";
import { readDecimal, readings } from "./numerals.js";
import { cut, tidy } from "./typed.js";

const LONGEST = 255;
const CASE = "<case>";

// Of what is no answer at all, it is not said that it is wrong.
const UNREAD = "unanticipated";

const TYPES = { multiple: "choice" };

// `given` is { answer, share, time, latency }, as sheet.js has it.
export function interaction(question, facts, { answer, share, time, latency }) {
  const form = FORMS[question.kind];
  const isUnread = answer !== null && !isGiven(question, facts, answer);
  return {
    id: question.id,
    kind: TYPES[question.kind] || question.kind,
    time,
    patterns: question.scored ? form.patterns(facts) : [],
    weighting: question.scored ? question.points : 0,
    response: answer === null || isUnread ? "" : form.response(answer, facts),
    result: isUnread && share !== null ? UNREAD : result(share),
    latency,
    objective: question.objective,
  };
}

function result(share) {
  if (share === null) return "neutral";
  if (share === 1) return "correct";
  // A share of a correct answer is its number.
  return share === 0 ? "wrong" : String(Math.round(share * 100) / 100);
}

// On its page an option may have another key than in the source; in a report it has that one.
const named = ({ names = {} }) => (key) => names[key] || key;

const single = {
  response: (answer) => answer,
  patterns: ({ right }) => right,
};

const set = {
  response: (answer) => answer.join(","),
  patterns: ({ right }) => [`{${right.join(",")}}`],
};

const order = {
  response: (answer, facts) => answer.map(named(facts)).join(","),
  patterns: (facts) => [order.response(facts.right, facts)],
};

const matching = {
  response: (answer, facts) =>
    Object.entries(answer)
      .map(([left, right]) => `${left}.${named(facts)(right)}`)
      .join(","),
  patterns: (facts) => [`{${matching.response(facts.pairs, facts)}}`],
};

const fillIn = {
  response: (answer) => plain(answer),
  // What is accepted by an expression cannot be listed.
  patterns: ({ accepted }) =>
    accepted
      .filter(({ expression }) => !expression)
      .map(({ text, anyCase }) => plain((anyCase ? "" : CASE) + text)),
};

// Text that every LMS can send on: no control characters, no half of a surrogate pair.
function plain(text) {
  const clean = tidy(text).replace(/\p{Cc}/gu, "").replace(/\p{Cs}/gu, "\ufffd");
  return cut(clean, LONGEST);
}

const numeric = {
  response(answer, facts) {
    const all = readings(answer, facts);
    return all.find(isWithin(facts)) || all[0];
  },
  // The standard has no form for a range: its ends are both right.
  patterns({ low, high, value }) {
    const right = value === null ? new Set([low, high]) : [value];
    // Written out as an answer is: never with an exponent.
    return Array.from(right, (number) => readDecimal(String(number), ""));
  },
};

const scale = { response: single.response, patterns: () => [] };

const FORMS = {
  choice: single,
  "true-false": single,
  likert: scale,
  multiple: set,
  sequencing: order,
  matching,
  "fill-in": fillIn,
  numeric,
};
