// What is said of marked answers and of a result: which words, and which sign goes with them.

import { decimal } from "../strings.js";

// How a question was marked: { key, sign }, or null where nothing is right or wrong. `mark` is that of
// the quiz's view.
export function verdictWords(mark, answered) {
  if (mark === null || mark.share === null) return null;
  if (!answered) return { key: "quiz_not_answered", sign: "" };
  if (mark.kept) return { key: "quiz_kept", sign: "is-right" };
  if (mark.right) return { key: "quiz_right", sign: "is-right" };
  if (mark.share > 0) return { key: "quiz_partly", sign: "is-partly" };
  return { key: "quiz_wrong", sign: "is-wrong" };
}

// The lines of a result: { words, sign, large }. `late`: the time was up.
export function resultLines(view, text, late) {
  const { score, best, passed, counts, attemptsLeft } = view;
  const lines = [];
  const say = (key, values, more) => lines.push({ words: text(key, values), sign: "", ...more });
  const percent = (value) => ({ percent: decimal(text, value) });

  if (late) say("quiz_time_over");
  if (score === null) {
    if (!late) say("quiz_handed_in", {}, { large: true });
  } else {
    if (passed !== null) {
      // Once passed, a quiz stays passed, however a later attempt goes.
      const sign = passed ? "is-right" : "is-wrong";
      say(passed ? "quiz_passed" : "quiz_not_passed", {}, { sign, large: true });
    }
    say("quiz_score", percent(score), { large: passed === null });
    if (best > score) say("quiz_best", percent(best));
  }
  say(counts.scored > 0 ? "quiz_counts" : "quiz_counts_unscored", counts);
  if (attemptsLeft !== null) say("quiz_attempts_left", { n: attemptsLeft });
  return lines;
}
