// The questions with what the learner has answered so far, and what is told of each answer.

import { cleanAnswer, isGiven } from "./answers.js";
import { CHECKED, KEPT, OPEN, isMarkOf, markOf, readEntries, writeEntry } from "./entries.js";
import { shareOf } from "./marking.js";
import { interaction } from "./responses.js";

const BLANK = { mark: OPEN, answer: null };

export function createSheet({ questions, facts, now }) {
  const byKey = new Map(questions.map((question) => [question.key, question]));
  let entries = new Map();
  // Of this session alone: when a question was first seen or touched, and last answered.
  let begun = new Map();
  let answered = new Map();

  const entry = (key) => entries.get(key) || BLANK;
  const isAnswered = (key) => isGiven(byKey.get(key), facts[key], entry(key).answer);
  const share = (key) => shareOf(byKey.get(key), facts[key], entry(key).answer);

  function latency(key) {
    if (!begun.has(key) || !answered.has(key)) return null;
    const spent = answered.get(key) - begun.get(key);
    return spent > 0 ? spent : null;
  }

  return {
    isAsked: (key) => entries.has(key),
    // Asked in the very words of today.
    isCurrent: (key) => entries.has(key) && entry(key).current !== false,
    answer: (key) => entry(key).answer,
    isAnswered,
    isChecked: (key) => entry(key).mark === CHECKED,
    isKept: (key) => entry(key).mark === KEPT,
    isLocked: (key) => entry(key).mark !== OPEN,
    share,

    see(key) {
      if (byKey.has(key) && !begun.has(key)) begun.set(key, now());
    },
    // True if that is another answer.
    put(key, value) {
      const question = byKey.get(key);
      const answer = cleanAnswer(question, value);
      const next = { mark: OPEN, answer };
      const before = entry(key);
      if (writeEntry(question, next) === writeEntry(question, { ...before, mark: OPEN })) return false;
      if (!begun.has(key)) begun.set(key, now());
      answered.set(key, now());
      entries.set(key, next);
      return true;
    },
    mark(key, mark) {
      entries.set(key, { ...entry(key), mark });
    },
    // It is handed in: how each is marked now stays with it. What was kept stays kept.
    close() {
      for (const [key, one] of entries) {
        if (one.mark !== KEPT) entries.set(key, { ...one, mark: markOf(share(key)) });
      }
    },
    // Whether it would be marked today as it was when it was handed in.
    isAsMarked: (key) => isMarkOf(entry(key).mark, share(key)),
    // These are asked, and no others.
    ask(keys) {
      entries = new Map(keys.map((key) => [key, entry(key)]));
    },
    // A new attempt: `mark(key)` is how an answer goes on into it, null if it is given anew.
    renew(mark) {
      begun = new Map();
      answered = new Map();
      entries = new Map(
        [...entries].map(([key, { answer }]) => [key, mark(key) ? { mark: mark(key), answer } : BLANK]),
      );
    },
    clear() {
      begun = new Map();
      answered = new Map();
      entries = new Map();
    },

    restore(fields) {
      entries = readEntries(questions, fields);
      // Nothing is locked that was not answered: earlier versions took any text for a number.
      const locks = [CHECKED, KEPT];
      for (const [key, one] of entries) {
        if (locks.includes(one.mark) && !isAnswered(key)) entries.set(key, { ...one, mark: OPEN });
      }
    },
    // Of `keys` also those without an answer are written.
    fields(keys) {
      const told = ({ key }) => entry(key).answer !== null || keys.has(key);
      return questions.filter(told).map((question) => writeEntry(question, entry(question.key)));
    },

    result(key) {
      const { points } = byKey.get(key);
      return { points, share: share(key), answered: isAnswered(key) };
    },
    interaction: (key) =>
      interaction(byKey.get(key), facts[key], {
        answer: entry(key).answer,
        share: share(key),
        time: answered.get(key) || now(),
        latency: latency(key),
      }),
  };
}
