// Questions in a page that is not graded: each is checked by itself, and tried again as often as
// one likes. Nothing counts.

import { CHECKED, OPEN } from "./entries.js";
import { optionOrder, targetOrder } from "./order.js";
import { unseal } from "./seal.js";
import { createSheet } from "./sheet.js";
import { feedbackFor, rightAnswer, verdict } from "./telling.js";

// The order in which the page comes is one for all.
const SEED = 0;

// Has the acts and the view of a quiz (attempt.js), always under way; what it keeps is a list of
// fields, one a question that was answered.
export function createPractice({ quiz, key: unitKey, now }) {
  const { questions } = quiz;
  const facts = unseal(quiz.sealed, unitKey);
  const byKey = new Map(questions.map((question) => [question.key, question]));
  const sheet = createSheet({ questions, facts, now });
  const keys = questions.map(({ key }) => key);
  const never = () => false;

  const options = (key) => optionOrder(byKey.get(key), facts[key], "none", SEED);
  const ifChecked = (key, told) => (sheet.isChecked(key) ? told() : null);

  function counts() {
    const isRight = (key) => sheet.isChecked(key) && sheet.share(key) === 1;
    return {
      asked: keys.length,
      answered: keys.filter(sheet.isAnswered).length,
      scored: questions.filter(({ scored }) => scored).length,
      right: keys.filter(isRight).length,
    };
  }

  return {
    restore(fields) {
      sheet.restore(fields);
      // The page may have been graded before.
      for (const key of keys.filter(sheet.isKept)) sheet.mark(key, OPEN);
    },
    fields: () => sheet.fields(new Set()),

    answer: (key, value) => byKey.has(key) && sheet.put(key, value),
    check(key) {
      if (!sheet.isAnswered(key) || sheet.isChecked(key)) return false;
      sheet.mark(key, CHECKED);
      return true;
    },
    show: never,
    begin: never,
    submit: never,
    retry: never,
    tick: never,

    view: () => ({
      practice: true,
      phase: "open",
      attempt: 1,
      attemptsLeft: null,
      canRetry: false,
      canCheck: true,
      shown: keys,
      options,
      targets: (key) => targetOrder(byKey.get(key), facts[key], SEED, options(key)),
      answer: sheet.answer,
      answered: sheet.isAnswered,
      checked: sheet.isChecked,
      mark: (key) => ifChecked(key, () => verdict(sheet.share(key), false)),
      answersAllowed: true,
      right: (key) => ifChecked(key, () => rightAnswer(byKey.get(key), facts[key])),
      feedback: (key) =>
        ifChecked(key, () => feedbackFor(facts[key], sheet.answer(key), sheet.share(key))),
      unanswered: keys.filter((key) => !sheet.isAnswered(key)),
      secondsLeft: null,
      changed: false,
      score: null,
      best: null,
      last: false,
      passing: null,
      passed: null,
      counts: counts(),
    }),
  };
}
