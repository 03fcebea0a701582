// What may be told of one question once it is marked.

// What is said to an answer: what is always said, then what its rightness asks for, and what was
// written to each option that was chosen. Null if there is nothing to say.
export function feedbackFor({ feedback }, answer, share) {
  const verdict = share === null ? "" : share === 1 ? feedback.right : feedback.wrong;
  const general = [feedback.always, verdict].filter(Boolean);
  const chosen = Array.isArray(answer) ? answer : [answer];
  const options = Object.fromEntries(
    Object.entries(feedback.options || {}).filter(([option]) => chosen.includes(option)),
  );
  return general.length > 0 || Object.keys(options).length > 0 ? { general, options } : null;
}

const RIGHT = {
  choice: ({ right }) => right[0],
  "true-false": ({ right }) => right[0],
  multiple: ({ right }) => right,
  sequencing: ({ right }) => right,
  matching: ({ pairs }) => pairs,
  "fill-in": ({ accepted }) => accepted.filter((one) => !one.expression).map(({ text }) => text),
  numeric: ({ low, high, value, unit }) => ({ low, high, value, unit }),
};

// The right answer in the form of an answer (answers.js); of fill-in all texts that are accepted,
// of numeric the numbers. Null where nothing is right or wrong.
export function rightAnswer(question, facts) {
  return question.scored ? RIGHT[question.kind](facts) : null;
}

// How an answer was marked.
export function verdict(share, kept) {
  return { share, right: share === null ? null : share === 1, kept };
}
