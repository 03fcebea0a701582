// Which questions an attempt asks, and in which order all of it stands. The seed of the attempt
// decides; nothing else need be remembered.

import { byRank } from "./hash.js";

const EVERY = "";

// The questions that are asked, in the order of the source. `draw` maps the name of a pool, or ""
// for all questions, to how many of it are asked. `weight(question)` is higher for those that the
// attempt had before: they stay in as long as there is room.
export function drawn(questions, draw, seed, weight) {
  const counts = new Map(Object.entries(draw));
  const poolOf = (question) => (counts.has(EVERY) ? EVERY : question.pool);
  const asked = new Set();
  for (const pool of new Set(questions.map(poolOf))) {
    const here = questions.filter((question) => poolOf(question) === pool);
    const ranked = byRank(here, seed, ({ key }) => ["draw", key]);
    ranked.sort((a, b) => weight(b) - weight(a));
    const count = counts.has(pool) ? counts.get(pool) : here.length;
    for (const question of ranked.slice(0, count)) asked.add(question);
  }
  return questions.filter((question) => asked.has(question));
}

// Those questions in the order in which they are shown; `fixed` ones keep their place.
export function arranged(questions, shuffle, seed) {
  if (shuffle !== "questions" && shuffle !== "both") return questions;
  const loose = questions.filter(({ fixed }) => !fixed);
  const mixed = byRank(loose, seed, ({ key }) => ["order", key]);
  return questions.map((question) => (question.fixed ? question : mixed.shift()));
}

// The keys of a question's options in the order in which they are shown.
export function optionOrder(question, facts, shuffle, seed) {
  const { key, kind, options, fixed, last = [] } = question;
  const mix = () => byRank(options, seed, (option) => [key, option]);
  if (kind === "sequencing") {
    return unsolved(mix(), (order) => order.every((option, at) => option === facts.right[at]));
  }
  const mixed = shuffle === "options" || shuffle === "both";
  if (!mixed || fixed || kind === "true-false" || kind === "likert") return options;
  if (kind === "matching") return mix();
  const atEnd = (option) => last.includes(option);
  return [...mix().filter((option) => !atEnd(option)), ...options.filter(atEnd)];
}

// The keys of what is to be matched, given the order of what it is matched with.
export function targetOrder(question, facts, seed, lefts) {
  const { key, targets = [] } = question;
  const mixed = byRank(targets, seed, (target) => [key, "target", target]);
  return unsolved(mixed, (order) => lefts.every((left, at) => facts.pairs[left] === order[at]));
}

// Never as it should become: then there would be nothing to do.
function unsolved(order, isSolved) {
  return order.length > 1 && isSolved(order) ? [...order.slice(1), order[0]] : order;
}
