// cmi.interactions: what a learner answered, for the reports of teachers. Nothing that a learner does
// depends on it, so an LMS may have it, or part of it, or not: what it refuses is left out.

import { createGroup } from "./group.js";
import { formatTimespan } from "./timespan.js";

const GROUP = "cmi.interactions";

// `interactions` is "journal" (a new record for each answer), "state" (one record a question, its
// latest answer) or "none"; `unit` the id of the unit, `core.questions()` the ids of its questions in
// the order of the source; `hour(ms)` gives HH:MM:SS of a moment.
export function createInteractions({ lms, core, unit, interactions, hour }) {
  const group = createGroup(lms, GROUP);
  const name = (question) => `${unit}_${question}`;

  // Records can be written, but not read, so a question is found again by its place. Those before it
  // must be there: they get their names.
  function place(question) {
    const count = group.count();
    if (interactions !== "state") return count;
    const questions = core.questions();
    const index = questions.indexOf(question);
    for (let gap = count; gap < index; gap += 1) group.open(gap, name(questions[gap]));
    return index;
  }

  function write(fact) {
    const index = place(fact.id);
    if (!group.open(index, name(fact.id))) return;
    const set = (part, value) => group.set(index, part, value);
    set("type", fact.kind);
    if (fact.objective) set("objectives.0.id", fact.objective);
    set("time", hour(fact.time));
    fact.patterns.forEach((pattern, at) => set(`correct_responses.${at}.pattern`, pattern));
    set("weighting", decimal(fact.weighting));
    if (fact.response !== "") set("student_response", fact.response);
    set("result", fact.result);
    if (fact.latency !== null) set("latency", formatTimespan(fact.latency));
  }

  return {
    // Sets all that there is to say of these answers; whether the LMS takes such things.
    record(facts) {
      if (interactions === "none" || facts.length === 0 || !group.isThere()) return false;
      for (const fact of facts) write(fact);
      return group.isThere();
    },
  };
}

// No number that a course can give needs an exponent, once it has four decimals.
function decimal(number) {
  return String(Math.round(1e4 * number) / 1e4);
}
