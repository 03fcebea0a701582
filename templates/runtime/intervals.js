// Stretches of a timeline: lists of [start, end] in seconds, sorted, apart from each other.

// Browsers end and begin what was played a few hundredths apart; no gap that short was skipped by
// a person, nor could anything be heard in it.
const JOINT = 0.05;
export const GRAIN = 1e-6;

// All stretches of both lists, joined where they touch.
export function unite(one, other) {
  const sorted = [...one, ...other].filter(([start, end]) => end > start);
  sorted.sort((a, b) => a[0] - b[0]);
  const united = [];
  for (const [start, end] of sorted) {
    const last = united[united.length - 1];
    if (last && start <= last[1] + JOINT) last[1] = Math.max(last[1], end);
    else united.push([start, end]);
  }
  return united;
}

// Whether a single stretch holds all from `start` to `end`, but for the rounding of sums.
export function holds(stretches, start, end) {
  return stretches.some(([from, to]) => from <= start + GRAIN && to >= end - GRAIN);
}
