// How far a quiz has come, as the first of its own fields: docs/state.md, "Quiz".

import { decodeNumber, encodeNumber, largest } from "../digits.js";

export const SEEDS = 2 ** 24;
export const MOST_ATTEMPTS = largest(2);
const MOST_SECONDS = largest(3);
const HIGHEST = 10_000;

const LETTERS = { open: "o", done: "s" };
const PHASES = { o: "open", s: "done" };

// `attempts` were handed in; `phase` is "open" or "done"; scores are hundredths of a percent or
// null; `passed`: the mark was reached at some time; `seconds` were spent on the attempt under way;
// `changed`: what was handed in would be marked otherwise by now.
export function writeHead({ attempts, phase, passed, seed, best, last, seconds, changed }) {
  const letter = passed ? LETTERS[phase].toUpperCase() : LETTERS[phase];
  return [
    encodeNumber(Math.min(attempts, MOST_ATTEMPTS)),
    letter,
    encodeNumber(seed),
    writeScore(best),
    writeScore(last),
    // One field for both: no time goes on once it is handed in.
    encodeNumber(phase === "done" ? Number(changed) : Math.min(Math.floor(seconds), MOST_SECONDS)),
  ];
}

// Null if nothing was begun, or if the fields contradict each other: then they are not ours.
export function readHead([count = "", letter = "", seed = "", best = "", last = "", rest = ""]) {
  const attempts = Math.min(decodeNumber(count) || 0, MOST_ATTEMPTS);
  const phase = PHASES[letter.toLowerCase()];
  const passed = letter !== letter.toLowerCase();
  if (!phase || (attempts === 0 && (passed || phase === "done"))) return null;
  const scores = attempts === 0 ? [null, null] : [best, last].map(readScore);
  return {
    attempts,
    phase,
    passed,
    seed: (decodeNumber(seed) || 0) % SEEDS,
    best: higherScore(...scores),
    last: scores[1],
    seconds: phase === "open" ? Math.min(decodeNumber(rest) || 0, MOST_SECONDS) : 0,
    changed: phase === "done" && rest !== "",
  };
}

export const HEAD_FIELDS = 6;

// Of two scores; null is lower than any.
export function higherScore(one, other) {
  if (one === null || other === null) return one === null ? other : one;
  return Math.max(one, other);
}

// One more than it is, so that 0 is not nothing.
function writeScore(score) {
  return score === null ? "" : encodeNumber(score + 1);
}

function readScore(text) {
  const score = (decodeNumber(text) || 0) - 1;
  return score >= 0 && score <= HIGHEST ? score : null;
}
