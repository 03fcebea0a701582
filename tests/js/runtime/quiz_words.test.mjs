// What learners read of answers, results and time: the pure parts of the quiz's page.
import assert from "node:assert/strict";
import test from "node:test";
import { clockFace, isWarned } from "../../../templates/runtime/quiz/clock.js";
import { moved } from "../../../templates/runtime/quiz/sequencing.js";
import { said } from "../../../templates/runtime/quiz/typing.js";
import { resultLines, verdictWords } from "../../../templates/runtime/quiz/words.js";
import { decimal } from "../../../templates/runtime/strings.js";
import { createText } from "../../../templates/runtime/strings.js";

const text = createText({
  decimal_mark: ",",
  quiz_attempts_left: "{n} left",
  quiz_best: "best {percent}",
  quiz_changed: "changed",
  quiz_counts: "{asked} {answered} {right}",
  quiz_counts_unscored: "{asked} {answered}",
  quiz_handed_in: "handed in",
  quiz_not_passed: "not passed",
  quiz_or: "{one} or {other}",
  quiz_passed: "passed",
  quiz_passed_before: "passed before",
  quiz_range: "{low} to {high}",
  quiz_recorded: "recorded {percent}",
  quiz_recorded_best: "recorded best {percent}",
  quiz_recorded_last: "recorded last {percent}",
  quiz_score: "score {percent}",
  quiz_score_attempt: "this attempt {percent}",
  quiz_time_over: "time is up",
});

const VIEW = {
  score: 66.67,
  best: 66.67,
  attempt: 1,
  last: false,
  passing: 80,
  passed: false,
  changed: false,
  counts: { asked: 4, answered: 3, scored: 4, right: 2 },
  attemptsLeft: 2,
};
const words = (view, late = false, recorded = null) =>
  resultLines({ ...VIEW, ...view }, text, late, recorded).map((line) => line.words);

test("the clock shows minutes and seconds, and hours where there are any", () => {
  assert.deepEqual([0, 9, 60, 1145, 3600, 36_061].map(clockFace), [
    "0:00",
    "0:09",
    "1:00",
    "19:05",
    "1:00:00",
    "10:01:01",
  ]);
});

test("it warns at a fifth of the time and at the last minute, each once", () => {
  const warned = [];
  for (let left = 599; left >= 0; left -= 1) {
    if (isWarned(600, left + 1, left)) warned.push(left);
  }
  assert.deepEqual(warned, [120, 60]);
});

test("a warning is not missed where a clock stood still, and not given for the whole time", () => {
  assert.equal(isWarned(600, 300, 45), true);
  assert.equal(isWarned(600, 45, 0), false, "then the time is up");
  assert.equal(isWarned(60, 60, 59), false);
  assert.equal(isWarned(60, 13, 12), true);
});

test("a line moves by one place, and not beyond the ends", () => {
  const order = ["a", "b", "c"];
  assert.deepEqual(moved(order, "c", -1), ["a", "c", "b"]);
  assert.deepEqual(moved(order, "a", 1), ["b", "a", "c"]);
  assert.equal(moved(order, "a", -1), null);
  assert.equal(moved(order, "c", 1), null);
  assert.equal(moved(order, "x", 1), null);
  assert.deepEqual(order, ["a", "b", "c"]);
});

// In a line from right to left a minus stands before its figures as well; the unit follows them in
// its own direction.
const isolated = (number, unit = "") => `\u2068\u2066${number}\u2069${unit}\u2069`;

test("right answers are said as people write them", () => {
  assert.equal(said(text, ["oxygen"], ""), "oxygen");
  assert.equal(said(text, ["one", "two", "three"], ""), "one or two or three");
  assert.equal(said(text, [], ""), "", "what only an expression accepts has no words");
  const number = (low, high, value, unit) => said(text, { low, high, value }, unit);
  assert.equal(number(59, 61, 60.5, " m"), isolated("60,5", " m"));
  assert.equal(number(20, 25.5, null, " °C"), `${isolated("20")} to ${isolated("25,5", " °C")}`);
  assert.equal(number(7, 7, null, ""), isolated("7"));
  assert.equal(number(6.02e23, 6.02e23, 6.02e23, ""), isolated("6,02 × 10^23"));
  const charge = `${isolated("-1,6 × 10^-19")} to ${isolated("2 × 10^-7", " C")}`;
  assert.equal(number(-1.6e-19, 2e-7, null, " C"), charge);
  assert.equal(decimal(text, -0.5), "-0,5");
});

test("a mark has a word and a sign; opinions have none", () => {
  const mark = (share, kept = false) => ({ share, right: share === 1, kept });
  assert.equal(verdictWords(null, true), null);
  assert.equal(verdictWords({ share: null, right: null, kept: false }, true), null);
  assert.deepEqual(verdictWords(mark(1), true), { key: "quiz_right", sign: "is-right" });
  assert.deepEqual(verdictWords(mark(1, true), true), { key: "quiz_kept", sign: "is-right" });
  assert.deepEqual(verdictWords(mark(0.5), true), { key: "quiz_partly", sign: "is-partly" });
  assert.deepEqual(verdictWords(mark(0), true), { key: "quiz_wrong", sign: "is-wrong" });
  assert.deepEqual(verdictWords(mark(0), false), { key: "quiz_not_answered", sign: "" });
});

test("a result says the score to the hundredth, whether it passes, and what is left", () => {
  assert.deepEqual(words({}), ["not passed", "score 66,67", "4 3 2", "2 left"]);
  assert.deepEqual(words({ score: 80, best: 80, passed: true, attemptsLeft: null }), [
    "passed",
    "score 80",
    "4 3 2",
  ]);
  assert.deepEqual(words({ score: 79.99 }).slice(0, 2), ["not passed", "score 79,99"]);
});

test("a worse attempt after one that passed takes nothing away", () => {
  const lines = words({ attempt: 2, score: 40, best: 90, passed: true });
  assert.deepEqual(lines.slice(0, 4), ["passed", "passed before", "this attempt 40", "best 90"]);
});

test("from the second attempt on it says what is recorded, and why", () => {
  const second = { attempt: 2, attemptsLeft: null };
  const lines = (view, recorded) => words({ ...second, ...view }, false, recorded).slice(0, -1);
  const better = { score: 90, best: 90, passed: true };
  assert.deepEqual(lines(better, 90), ["passed", "this attempt 90", "recorded best 90"]);
  const worse = { score: 40, best: 90, passed: true };
  assert.deepEqual(lines(worse, 90), ["passed", "passed before", "this attempt 40", "recorded best 90"]);
  // The last attempt counts: the score falls, and what was passed stays so.
  const last = { ...worse, last: true };
  assert.deepEqual(lines(last, 40), ["passed", "passed before", "this attempt 40", "recorded last 40"]);
  // An LMS that decides by the score is told of no later one below its mark.
  assert.deepEqual(lines(last, 85), ["passed", "passed before", "this attempt 40", "recorded 85"]);
  const failed = { score: 40, best: 50, last: true };
  assert.deepEqual(lines(failed, 40), ["not passed", "this attempt 40", "recorded last 40"]);
  const free = { score: 40, best: 50, passed: null, passing: null };
  assert.deepEqual(lines(free, 50), ["this attempt 40", "recorded best 50"]);
  // Of the best nothing is said where it is not what counts, nor of what is recorded where nothing is.
  assert.deepEqual(lines(last, null), ["passed", "passed before", "this attempt 40"]);
});

test("what is recorded is said of a first attempt only where it is something else", () => {
  assert.deepEqual(words({}, false, 66.67), words({}));
  assert.deepEqual(words({}, false, 70).slice(1, 3), ["score 66,67", "recorded 70"]);
});

test("an attempt with nothing to score leaves what an earlier one passed", () => {
  const lines = words({ attempt: 2, score: null, best: 90, passed: true, attemptsLeft: null }, false, 90);
  assert.deepEqual(lines.slice(0, -1), ["passed", "passed before", "handed in", "recorded best 90"]);
});

test("where the course has changed it says so, and counts nothing", () => {
  assert.deepEqual(words({ changed: true }), ["changed", "not passed", "score 66,67", "2 left"]);
});

test("without a mark nothing is passed, without a score there are no points", () => {
  assert.deepEqual(words({ passed: null, attemptsLeft: null }), [
    "score 66,67",
    "4 3 2",
  ]);
  const opinions = { score: null, passed: null, attemptsLeft: null };
  opinions.counts = { asked: 4, answered: 3, scored: 0, right: 0 };
  assert.deepEqual(words(opinions), ["handed in", "4 3"]);
});

test("that the time was up is said first", () => {
  assert.equal(words({}, true)[0], "time is up");
  assert.deepEqual(words({ score: null, passed: null }, true)[0], "time is up");
});
