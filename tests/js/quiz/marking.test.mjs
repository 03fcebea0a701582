// What of an answer is right. The plan of marking is in docs/format.md, section "Quizzes".
import assert from "node:assert/strict";
import test from "node:test";
import { scoreOf, shareOf } from "../../../templates/runtime/quiz/marking.js";
import { choice, every, fillIn, likert, matching, multiple, numeric, sequencing, truth } from "./makers.mjs";

const share = (made, answer) => shareOf(made, made.facts, answer);
const near = (given, wanted, what) => assert.ok(Math.abs(given - wanted) < 1e-12, `${what}: ${given}, not ${wanted}`);

function table(rows) {
  for (const [made, answer, wanted] of rows) {
    near(share(made, answer), wanted, `${made.kind} ${JSON.stringify(made.facts)} ${JSON.stringify(answer)}`);
  }
}

test("of every kind: right is all, wrong is nothing, not answered is nothing", () => {
  for (const { made, right, wrong, half } of every()) {
    assert.equal(share(made, right), 1, made.kind);
    assert.equal(share(made, wrong), 0, made.kind);
    assert.equal(share(made, null), 0, made.kind);
    if (half) assert.ok(share(made, half) > 0 && share(made, half) < 1, made.kind);
  }
});

test("without .partial half of it is nothing", () => {
  for (const { made, half, right } of every()) {
    const strict = { ...made, facts: { ...made.facts, partial: false } };
    if (half) assert.equal(share(strict, half), 0, made.kind);
    assert.equal(share(strict, right), 1, made.kind);
  }
});

test("opinions are neither right nor wrong", () => {
  assert.equal(share(likert("kli"), "a"), null);
  assert.equal(share(likert("kli"), null), null);
  assert.equal(share(choice("kch", "a", { scored: false }), "a"), null);
});

test("choice and true-false", () => {
  table([
    [choice("k", "b"), "b", 1],
    [choice("k", "b"), "c", 0],
    [truth("k", "t"), "t", 1],
    [truth("k", "t"), "f", 0],
  ]);
});

test("multiple: right ones less wrong ones, by the number of right ones, never below nothing", () => {
  const two = (partial) => multiple("k", ["a", "b"], partial);
  table([
    [two(true), ["a", "b"], 1],
    [two(true), ["a"], 0.5],
    [two(true), ["a", "b", "c"], 0.5],
    [two(true), ["a", "c"], 0],
    [two(true), ["c", "d"], 0],
    [two(true), ["a", "b", "c", "d"], 0],
    [two(false), ["a", "b"], 1],
    [two(false), ["a"], 0],
    [two(false), ["a", "b", "c"], 0],
    [multiple("k", ["a", "b", "c"], true), ["a", "b"], 2 / 3],
    [multiple("k", ["d"], false), ["d"], 1],
  ]);
});

test("matching: right pairs by all pairs", () => {
  table([
    [matching("k", true), { a: "c", b: "a" }, 1],
    [matching("k", true), { a: "c" }, 0.5],
    [matching("k", true), { a: "c", b: "b" }, 0.5],
    [matching("k", true), { a: "a", b: "c" }, 0],
    [matching("k", false), { a: "c", b: "b" }, 0],
  ]);
});

test("sequencing: how many stand in the right order among themselves, the first not counted", () => {
  const right = ["d", "a", "c", "b"];
  const moved = ["a", "c", "b", "d"];
  const swapped = ["a", "d", "b", "c"];
  table([
    [sequencing("k", true), right, 1],
    [sequencing("k", true), moved, 2 / 3],
    [sequencing("k", true), swapped, 1 / 3],
    [sequencing("k", true), [...right].reverse(), 0],
    [sequencing("k", false), moved, 0],
  ]);
});

test("fill-in: blanks at the ends and in rows do not count, nor capitals, nor how an accent is made", () => {
  const words = (...accepted) => fillIn("k", accepted);
  table([
    [words("oxygen"), "  Oxygen ", 1],
    [words("fire door"), "fire   door", 1],
    [words("fire door"), "fire\u00a0door", 1],
    [words("fire door"), "firedoor", 0],
    [words("caf\u00e9"), "CAFE\u0301", 1],
    [words("cafe\u0301"), "caf\u00e9", 1],
    [words("Straße"), "STRASSE", 1],
    [words("cafe"), "caf\u00e9", 0],
    [words("a", "b"), "b", 1],
    [words("a", "b"), "c", 0],
    [words("o.2"), "ox2", 0],
    [words({ text: "NaCl", anyCase: false }), "NaCl", 1],
    [words({ text: "NaCl", anyCase: false }), " NaCl ", 1],
    [words({ text: "NaCl", anyCase: false }), "nacl", 0],
  ]);
});

test("fill-in: quotation marks and apostrophes as phones type them are the straight ones", () => {
  for (const anyCase of [true, false]) {
    const words = (text) => fillIn("k", [{ text, anyCase }]);
    table([
      [words("don't"), "don\u2019t", 1],
      [words("don\u2019t"), "don't", 1],
      [words("'yes'"), "\u2018yes\u2019", 1],
      [words('say "yes"'), "say \u201cyes\u201d", 1],
      [words("\u201cyes\u201d"), '"yes"', 1],
      [words("dont"), "don\u2019t", 0],
    ]);
  }
  table([[fillIn("k", [{ text: "don't", expression: true }]), "don\u2019t", 1]]);
});

test("fill-in by expression: the whole answer, capitals count unless it says i", () => {
  const matches = (text, anyCase) => fillIn("k", [{ text, expression: true, anyCase }]);
  table([
    [matches("o ?2", true), "O2", 1],
    [matches("o ?2", true), " o  2 ", 1],
    [matches("o ?2", true), "o22", 0],
    [matches("o ?2", false), "O2", 0],
    [matches("a|b", false), "b", 1],
    [matches("a|b", false), "ab", 0],
    [matches("\\d{2,3}", false), "12", 1],
    [matches(".", false), "\u{1f525}", 1],
    [matches("caf\u00e9", false), "cafe\u0301", 1],
  ]);
});

test("numeric: both ends count, what equals an end on paper does too", () => {
  const length = (low, high) => numeric("k", low, high, null, "m");
  table([
    [length(59, 61), "59", 1],
    [length(59, 61), "61", 1],
    [length(59, 61), "58.99", 0],
    [length(59, 61), "61,01", 0],
    [length(60, 60), "60", 1],
    [length(60, 60), "60.0001", 0],
    [length(0.1 + 0.2, 0.1 + 0.2), "0.3", 1],
    [length(1.1 * 3, 4), "3.3", 1],
    [length(-0.5, 0), "-,5", 1],
    [length(0, 0), "0", 1],
    [length(0, 0), "0.0000000001", 0],
    [length(1e12, 1e12), "1000000000000", 1],
    [length(1e12, 1e12), "1000000010000", 0],
  ]);
});

test("numeric: what is typed is read as numerals.test.mjs says", () => {
  const length = numeric("k", 3.5, 3.5, 3.5, "m");
  for (const typed of ["3.5", "3,5 m", "03.50", "35e-1"]) assert.equal(share(length, typed), 1, typed);
  for (const typed of ["3.5 km", "3.500,0", "three", "--3.5"]) assert.equal(share(length, typed), 0, typed);
  assert.equal(share(numeric("k", 1000, 1000), "1 000"), 1);
  assert.equal(share(numeric("k", 6.01e23, 6.03e23), "6,02 × 10^23"), 1);
});

test("numeric: what may be read in two ways is right if it is right in one", () => {
  const about = (value) => numeric("k", value, value, value, "m");
  table([
    [about(1000), "1,000", 1],
    [about(1000), "1.000 m", 1],
    [about(1), "1,000", 1],
    [about(1), "1.000", 1],
    [about(-1250), "\u22121,250", 1],
    [about(1.25), "1,250", 1],
    [about(100), "1,000", 0],
    [about(0), "1,000", 0],
    [numeric("k", 3.14, 3.15), "3,142", 1],
    [numeric("k", 3000, 3200), "3,142", 1],
    [numeric("k", 4, 3000), "3,142", 0],
    [about(500), "0,500", 0],
    [about(1_000_000), "1,000e3", 0],
  ]);
});

test("the score: what was earned by what could be, in hundredths of a percent", () => {
  const of = (points, share, answered = true) => ({ points, share, answered });
  const rows = [
    [[of(1, 1), of(1, 0)], 0, 5000],
    [[of(1, 1), of(2, 0)], 0, 3333],
    [[of(2, 1), of(1, 0)], 0, 6667],
    [[of(2, 0.5), of(2, 1)], 0, 7500],
    [[of(1, 1), of(1, null)], 0, 10_000],
    [[of(1, null)], 0, null],
    [[], 0, null],
    [[of(0, 1)], 0, null],
    [[of(0.1, 1), of(0.2, 1)], 0, 10_000],
    // A wrong answer costs, half an answer and none do not.
    [[of(1, 1), of(1, 0)], 0.5, 2500],
    [[of(1, 1), of(1, 0, false)], 0.5, 5000],
    [[of(1, 0.5), of(1, 0.5)], 0.5, 5000],
    [[of(1, 1), of(1, 0), of(1, 0)], 1, 0],
    [[of(1, 0)], 3, 0],
  ];
  for (const [results, wrong, wanted] of rows) assert.equal(scoreOf(results, wrong), wanted, JSON.stringify(results));
});
