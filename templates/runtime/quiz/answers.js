// What an answer is, by the kind of question: as the page hands it over, and as it is stored.
//
// choice, true-false, likert: an option's key. multiple, sequencing: a list of keys. matching: an
// object { left: right }. fill-in, numeric: the text as typed. Not answered is null.

import { readings } from "./numerals.js";
import { cut, escapeText, unescapeText } from "./typed.js";

const one = {
  clean: ({ options }, value) => (options.includes(value) ? value : null),
  write: (value) => value,
  read: (stored) => stored,
};

const several = {
  // In the order of the source, whatever was ticked first.
  clean({ options }, value) {
    if (!Array.isArray(value)) return null;
    const chosen = options.filter((option) => value.includes(option));
    return chosen.length === 0 ? null : chosen;
  },
  // By their keys: the order of the source may be another in the next version.
  write: (value) => [...value].sort().join(""),
  read: (stored) => stored.split(""),
};

const sequence = {
  clean({ options }, value) {
    if (!Array.isArray(value) || value.length !== options.length) return null;
    return options.every((option) => value.includes(option)) ? [...value] : null;
  },
  write: (value) => value.join(""),
  read: several.read,
};

const pairs = {
  clean({ options, targets }, value) {
    if (value === null || typeof value !== "object") return null;
    const chosen = {};
    for (const left of options) {
      if (targets.includes(value[left])) chosen[left] = value[left];
    }
    return Object.keys(chosen).length === 0 ? null : chosen;
  },
  write: (value) => Object.keys(value).sort().map((left) => left + value[left]).join(""),
  read(stored) {
    const chosen = {};
    for (let at = 0; at + 1 < stored.length; at += 2) chosen[stored[at]] = stored[at + 1];
    return chosen;
  },
};

const typed = {
  clean({ max }, value) {
    const text = typeof value === "string" ? cut(value, max) : "";
    return text.trim() === "" ? null : text;
  },
  write: escapeText,
  read: unescapeText,
};

const FORMS = {
  choice: one,
  "true-false": one,
  likert: one,
  multiple: several,
  sequencing: sequence,
  matching: pairs,
  "fill-in": typed,
  numeric: typed,
};

// The answer that `value` gives, or null if it gives none.
export function cleanAnswer(question, value) {
  return FORMS[question.kind].clean(question, value);
}

// Whether an answer is one: a text that was typed for a number is kept as it is, and is none yet
// while it cannot be read. `facts` are those that were sealed.
export function isGiven(question, facts, answer) {
  if (answer === null) return false;
  return question.kind !== "numeric" || readings(answer, facts).length > 0;
}

export function writeAnswer(question, answer) {
  return answer === null ? "" : FORMS[question.kind].write(answer);
}

// Null if it is none that the question can have: what was damaged is not guessed at.
export function readAnswer(question, stored) {
  const form = FORMS[question.kind];
  const answer = form.clean(question, form.read(stored));
  return answer !== null && form.write(answer) === stored ? answer : null;
}
