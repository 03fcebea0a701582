// The bound that docs/state.md gives for a quiz is the worst that the encoder does.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { KEY, body, every, likert } from "./makers.mjs";
import { worstPractice, worstQuiz } from "./worst_case.mjs";

const page = readFileSync(new URL("../../../docs/state.md", import.meta.url), "utf8");
// 1 + 3 + 2 + 1 and the answer, by the kinds of the makers: 4 options, 2 pairs, 80 characters. The
// second copy of each has a longer key.
const ANSWERS = { kch: 1, ktf: 1, kmu: 4, kfi: 320, knu: 320, kma: 4, kse: 4, kli: 1 };

const all = (times) =>
  Array.from({ length: times }, (_, at) => [...every().map(({ made }) => made), likert("kli")].map((made) => ({ made, at })))
    .flat()
    .map(({ made, at }) => ({ ...made, key: `${made.key.slice(1)}${["a", "aa"][at] || "abcdefghij"[at]}`, length: 7 + Number(at === 1) + ANSWERS[made.key] }));

test("head and entries", () => {
  assert.match(page, /^\| quiz \| 35 \+ e \|/m);
  const sum = (questions) => questions.reduce((total, { length }) => total + length, 0);
  const many = all(9);
  assert.equal(worstQuiz(body(many), KEY), 35 + sum(many));
  assert.equal(worstQuiz(body(all(1)), KEY), 34 + sum(all(1)), "below 64 the place has one digit");
  const longest = (count) => sum([...many].sort((a, b) => b.length - a.length).slice(0, count));
  assert.equal(worstQuiz(body(many, { draw: { "": 65 } }), KEY), 35 + longest(65));
  assert.equal(worstQuiz(body(many, { draw: { "": 5 } }), KEY), 34 + longest(5));
});

test("a page with questions for practice: its own bound, the number of answers, and these", () => {
  const many = all(9);
  const entries = many.reduce((total, { length }) => total + length, 0);
  assert.match(page, /^\| page \| 15 \|/m);
  assert.match(page, /questions for practice has 1 \+ 2 and all its entries more/);
  assert.equal(worstPractice({ quiz: body(many, {}, true) }, KEY), 15 + 1 + 2 + entries);
  // 12 screens: 17 + 2 and two digits of flags.
  const screens = Array.from({ length: 12 }, (_, at) => `k0${at % 10}`);
  assert.equal(worstPractice({ quiz: body(many, {}, true), screens }, KEY), 17 + 2 + 2 + 1 + 2 + entries);
});
