// How much of an answer is right, and what all of them are worth together.

import { readings } from "./numerals.js";
import { isAccepted } from "./typed.js";

// Numbers are written in tens and kept in twos: an edge is met by what equals it on paper.
const SLACK = 1e-9;

// From 0 to 1; null where nothing is right or wrong. Not answered is 0.
export function shareOf(question, facts, answer) {
  if (!question.scored) return null;
  if (answer === null) return 0;
  const share = SHARES[question.kind](facts, answer);
  return facts.partial || share === 1 ? share : 0;
}

const SHARES = {
  choice: ({ right }, answer) => (right.includes(answer) ? 1 : 0),
  "true-false": ({ right }, answer) => (right.includes(answer) ? 1 : 0),
  multiple({ right }, answer) {
    const hits = answer.filter((option) => right.includes(option)).length;
    return Math.max(0, 2 * hits - answer.length) / right.length;
  },
  matching({ pairs }, answer) {
    const lefts = Object.keys(pairs);
    return lefts.filter((left) => answer[left] === pairs[left]).length / lefts.length;
  },
  sequencing: ({ right }, answer) => (inOrder(right, answer) - 1) / (right.length - 1),
  "fill-in": ({ accepted }, answer) => (accepted.some((one) => isAccepted(answer, one)) ? 1 : 0),
  numeric: (facts, answer) => (readings(answer, facts).some(isWithin(facts)) ? 1 : 0),
};

export const isWithin = ({ low, high }) => (decimal) =>
  decimal >= low - SLACK * Math.abs(low) && decimal <= high + SLACK * Math.abs(high);

// How many elements, at most, stand in the right order among themselves.
function inOrder(right, answer) {
  const places = answer.map((option) => right.indexOf(option));
  const longest = [];
  places.forEach((place, at) => {
    const before = longest.filter((_, index) => places[index] < place);
    longest.push(1 + Math.max(0, ...before));
  });
  return Math.max(...longest);
}

// The score in hundredths of a percent; null if there is nothing to have points for. `results` are
// { points, share, answered }; an answer that is wrong altogether costs `wrong` points.
export function scoreOf(results, wrong) {
  const scored = results.filter(({ share }) => share !== null);
  const all = scored.reduce((sum, { points }) => sum + points, 0);
  if (all === 0) return null;
  const earned = scored.reduce(
    (sum, { points, share, answered }) => sum + (answered && share === 0 ? -wrong : share * points),
    0,
  );
  // What tens cannot hold exactly must not cost the last hundredth.
  return Math.round((10_000 * Math.max(0, earned)) / all + SLACK);
}
