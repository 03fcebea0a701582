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

// The lines of a result: { words, sign, large }. `late`: the time was up. `recorded` is the score that
// the LMS holds, null if none.
export function resultLines(view, text, late, recorded = null) {
  const { score, passed, passing, counts, attemptsLeft } = view;
  const lines = [];
  const say = (key, values, more) => lines.push({ words: text(key, values), sign: "", ...more });
  const percent = (value) => ({ percent: decimal(text, value) });

  if (late) say("quiz_time_over");
  if (view.changed) say("quiz_changed");
  if (passed !== null) {
    // Once passed, a quiz stays passed, however a later attempt goes.
    const sign = passed ? "is-right" : "is-wrong";
    say(passed ? "quiz_passed" : "quiz_not_passed", {}, { sign, large: true });
    if (passed && (score === null || score < passing)) say("quiz_passed_before");
  }
  const large = passed === null;
  if (score !== null) {
    say(view.attempt > 1 ? "quiz_score_attempt" : "quiz_score", percent(score), { large });
  } else if (!late) {
    say("quiz_handed_in", {}, { large });
  }
  const counted = countedWords(view, recorded);
  if (counted) say(counted.key, percent(counted.score));
  if (!view.changed) say(counts.scored > 0 ? "quiz_counts" : "quiz_counts_unscored", counts);
  if (attemptsLeft !== null) say("quiz_attempts_left", { n: attemptsLeft });
  return lines;
}

// Which score counts, where that may be another one than that of this attempt; else null.
function countedWords({ attempt, score, best, last }, recorded) {
  if (recorded === null) {
    return !last && attempt > 1 && best > score ? { key: "quiz_best", score: best } : null;
  }
  if (attempt === 1 && recorded === score) return null;
  if (last && recorded === score) return { key: "quiz_recorded_last", score };
  const isBest = !last && recorded === best;
  return { key: isBest ? "quiz_recorded_best" : "quiz_recorded", score: recorded };
}
