// What an LMS is told of an answer: the forms of SCORM 1.2 (RTE 3.4, CMIFeedback), as the table of
// the data model has them.
import assert from "node:assert/strict";
import test from "node:test";
import { interaction } from "../../../templates/runtime/quiz/responses.js";
import { shareOf } from "../../../templates/runtime/quiz/marking.js";
import { seeded, table } from "../runtime/fakes.mjs";
import { choice, every, fillIn, likert, matching, multiple, numeric, sequencing, truth } from "./makers.mjs";

const tell = (made, answer) =>
  interaction(made, made.facts, { answer, share: shareOf(made, made.facts, answer), time: 7, latency: null });

function isLegal(value, type) {
  const { words, pattern, longest = Infinity, min } = table.types[type];
  assert.equal(min, undefined, "no type of these has a range");
  return (words || []).includes(value) || ((!words || pattern) && (!pattern || new RegExp(pattern).test(value)) && value.length <= longest);
}

function holds({ kind, response, patterns, result }) {
  const feedback = table.feedback[kind];
  assert.ok(feedback, kind);
  if (response !== "") assert.ok(isLegal(response, feedback), `${kind}: ${response}`);
  for (const pattern of patterns) assert.ok(isLegal(pattern, feedback), `${kind}: ${pattern}`);
  assert.ok(isLegal(result, "result"), result);
}

test("response, patterns and result, kind by kind", () => {
  const rows = [
    [choice("k", "b"), "b", "choice", "b", ["b"], "correct"],
    [choice("k", "b"), "a", "choice", "a", ["b"], "wrong"],
    [multiple("k", ["a", "c"], true), ["a"], "choice", "a", ["{a,c}"], "0.5"],
    [multiple("k", ["a", "c"]), ["a", "c"], "choice", "a,c", ["{a,c}"], "correct"],
    [truth("k", "f"), "t", "true-false", "t", ["f"], "wrong"],
    [likert("k"), "c", "likert", "c", [], "neutral"],
    [fillIn("k", ["oxygen", "O2"]), " Oxygen  gas ", "fill-in", "Oxygen gas", ["oxygen", "O2"], "wrong"],
    [fillIn("k", [{ text: "NaCl", anyCase: false }]), "NaCl", "fill-in", "NaCl", ["<case>NaCl"], "correct"],
    [fillIn("k", [{ text: "o ?2", expression: true }, "oxygen"]), "o2", "fill-in", "o2", ["oxygen"], "correct"],
    [numeric("k", 59, 61, 60, "m"), " +60,50 m", "numeric", "60.50", ["60"], "correct"],
    [numeric("k", 20, 25), ",5", "numeric", "0.5", ["20", "25"], "wrong"],
    [numeric("k", 2.5e-7, 2.5e-7, 2.5e-7), "1", "numeric", "1", ["0.00000025"], "wrong"],
    [numeric("k", -1e21, 1e21), "0", "numeric", "0", ["-1000000000000000000000", "1000000000000000000000"], "correct"],
    [numeric("k", 6.02e23, 6.02e23, 6.02e23), "6,02 × 10^23", "numeric", "602000000000000000000000", ["602000000000000000000000"], "correct"],
    [numeric("k", 1.66e-27, 1.66e-27, 1.66e-27, "kg"), "1.66E-27 kg", "numeric", "0.00000000000000000000000000166", ["0.00000000000000000000000000166"], "correct"],
    [numeric("k", 999, 1001), "1\u202f000", "numeric", "1000", ["999", "1001"], "correct"],
    [numeric("k", 20, 25), "many", "numeric", "", ["20", "25"], "unanticipated"],
    // By the letters of the source, not by those of the page.
    [matching("k"), { a: "c", b: "b" }, "matching", "a.a,b.c", ["{a.a,b.b}"], "wrong"],
    [matching("k"), { b: "a" }, "matching", "b.b", ["{a.a,b.b}"], "wrong"],
    [sequencing("k"), ["d", "a", "c", "b"], "sequencing", "a,b,c,d", ["a,b,c,d"], "correct"],
    [sequencing("k", true), ["b", "d", "a", "c"], "sequencing", "d,a,b,c", ["a,b,c,d"], "0.67"],
  ];
  for (const [made, answer, kind, response, patterns, result] of rows) {
    const fact = tell(made, answer);
    assert.deepEqual([fact.kind, fact.response, fact.patterns, fact.result], [kind, response, patterns, result]);
    holds(fact);
  }
});

test("a number of two readings is told as the right one, else as the course's language means it", () => {
  const told = (low, decimalMark, typed) => {
    const made = numeric("k", low, low, low);
    Object.assign(made.facts, { decimalMark });
    const fact = tell(made, typed);
    holds(fact);
    return [fact.response, fact.result];
  };
  for (const mark of [".", ","]) {
    assert.deepEqual(told(1000, mark, "1,000"), ["1000", "correct"]);
    assert.deepEqual(told(1, mark, "1,000"), ["1.000", "correct"]);
  }
  assert.deepEqual(told(7, ".", "1,250"), ["1250", "wrong"]);
  assert.deepEqual(told(7, ",", "1,250"), ["1.250", "wrong"]);
  assert.deepEqual(told(7, ".", "1.250"), ["1.250", "wrong"]);
  // What was right is a number, never one to read.
  assert.deepEqual(tell(numeric("k", 1.234, 1.234, 1.234), "5").patterns, ["1.234"]);
});

test("without an answer there is no response, and the result is wrong, or neutral", () => {
  for (const { made } of every()) {
    const fact = tell(made, null);
    assert.equal(fact.response, "");
    assert.equal(fact.result, "wrong");
    holds(fact);
  }
  assert.deepEqual([tell(likert("k"), null).response, tell(likert("k"), null).result], ["", "neutral"]);
});

test("a survey has no right answer, and no weight", () => {
  for (const { made, right } of every()) {
    const fact = tell({ ...made, scored: false, points: 3 }, right);
    assert.deepEqual([fact.patterns, fact.weighting, fact.result], [[], 0, "neutral"]);
  }
  assert.equal(tell(choice("k", "a", { points: 3 }), "a").weighting, 3);
});

test("a text is cut at 255 UTF-16 units, and never through a character", () => {
  const fire = "\u{1f525}";
  const rows = [
    ["x".repeat(300), "x".repeat(255)],
    [`${"x".repeat(253)}${fire}x`, `${"x".repeat(253)}${fire}`],
    [`${"x".repeat(254)}${fire}`, "x".repeat(254)],
    [`a\u0000b\u0007c`, "abc"],
    ["a\ud83db", "a\ufffdb"],
  ];
  for (const [typed, wanted] of rows) {
    const fact = tell(fillIn("k", [typed], { max: 999 }), typed);
    assert.equal(fact.response, wanted);
    assert.deepEqual(fact.patterns, [wanted]);
    holds(fact);
  }
});

test("36 options are told as well as three", () => {
  const options = Array.from("abcdefghijklmnopqrstuvwxyz0123456789");
  holds(tell(multiple("k", options, false, { options }), options));
  const pairs = Object.fromEntries(options.map((key) => [key, key]));
  const many = matching("k", false, { options, targets: options });
  many.facts.pairs = pairs;
  many.facts.names = {};
  const fact = tell(many, pairs);
  holds(fact);
  assert.equal(fact.response.split(",").length, 36);
});

test("whatever is typed, what is told is legal", () => {
  const random = seeded(31);
  const alphabets = ["0123456789.,+- m", "ab\u0000\u00a0\u0301é\ud83d\udd25\uffff", "٠٩۳．，٫e"];
  for (let run = 0; run < 3000; run += 1) {
    const typed = random.text(random.pick(alphabets), random.whole(random.pick([6, 400])));
    holds(tell(numeric("k", 1, 2, null, "m"), typed));
    holds(tell(fillIn("k", [typed]), typed));
  }
});
