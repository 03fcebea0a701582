// The record of a quiz, letter by letter, and what of a damaged one is believed: docs/state.md, "Quiz".
import assert from "node:assert/strict";
import test from "node:test";
import { formatRecord, formatState, parseRecord, parseState } from "../../../templates/runtime/state.js";
import { KEY, choice, every, launch, likert, stored, take } from "./makers.mjs";
import { fakeClock, seeded } from "../runtime/fakes.mjs";

const all = () => [...every().map(({ made }) => made), likert("kli")];
const four = () => ["q01", "q02", "q03", "q04"].map((key) => choice(key));
const record = (...fields) => ({ seconds: 0, place: 0, fields });

test("letter by letter", () => {
  // The seed is the chance of the test, in 24 bits: 0x0A0B0C is "KCwM" in base64url.
  const { core, clock } = launch(all(), { seconds: 600, passing: 80 }, {});
  core.begin();
  const seed = core.fields()[2];
  assert.deepEqual(core.fields(), ["", "o", seed, "", "", ""]);
  core.answer("kch", "a");
  core.answer("ktf", "t");
  core.answer("kmu", ["c", "a"]);
  core.answer("kfi", "O 2!");
  core.answer("knu", "1,5");
  core.answer("kma", { b: "a" });
  core.answer("kse", ["d", "a", "c", "b"]);
  core.answer("kli", "e");
  clock.pass(65_000);
  assert.deepEqual(core.fields().slice(5), ["BB", "kchs1oa", "ktfs1ot", "kmus1oac", "kfis1oO_2-AAh", "knus1o1-AAs5", "kmas1oba", "kses1odacb", "klis1oe"]);
  core.submit();
  // Two and a half of seven: choice and true-false are wrong; 35.71 of 100 is 3571, and one more.
  assert.deepEqual(core.fields().slice(0, 6), ["B", "s", seed, "30", "30", ""].map((text, at) => (at === 3 || at === 4 ? core.fields()[3] : text)));
});

test("scores, attempts and the passed mark are written as documented", () => {
  const { core } = launch(four(), { passing: 75 });
  take(core, { q01: "a" });
  const [attempts, phase, , best, last] = core.fields();
  // 25.00 % is 2500, and one more: 2501 = 39 * 64 + 5.
  assert.deepEqual([attempts, phase, best, last], ["B", "s", "nF", "nF"]);
  core.retry();
  take(core, { q01: "a", q02: "a", q03: "a", q04: "a" });
  // 10001 = 2 * 4096 + 28 * 64 + 17.
  assert.deepEqual(core.fields().filter((_, at) => [0, 1, 3, 4].includes(at)), ["C", "S", "CcR", "CcR"]);
  core.retry();
  assert.equal(core.fields()[1], "O");
  take(core, {});
  // Nothing is 0, and one more.
  assert.deepEqual(core.fields().filter((_, at) => [0, 1, 3, 4].includes(at)), ["D", "S", "CcR", "B"]);
});

test("a seed is 24 bits, in at most four digits", () => {
  for (const seed of [1, 2, 3]) {
    const { core } = launch(four(), {}, { seed });
    core.begin();
    assert.match(core.fields()[2], /^[A-Za-z0-9_-]{0,4}$/);
  }
});

test("what is asked is remembered where chance chose it, and once it was handed in", () => {
  const drawn = launch(four(), { draw: { "": 2 } }).core;
  drawn.begin();
  assert.equal(drawn.fields().slice(6).length, 2);
  const plain = launch(four()).core;
  plain.begin();
  assert.equal(plain.fields().slice(6).length, 0);
  plain.submit();
  assert.deepEqual(plain.fields().slice(6), ["q01s1w", "q02s1w", "q03s1w", "q04s1w"]);
});

test("once it was handed in, each says how it was marked, and the head whether that holds no more", () => {
  const rules = { retry: "wrong" };
  const { core } = launch(all(), rules);
  core.begin();
  for (const { made, right, wrong, half } of every()) {
    const given = { kch: right, ktf: wrong, kmu: half };
    if (made.key in given) core.answer(made.key, given[made.key]);
  }
  core.submit();
  const marked = ["kchs1rb", "ktfs1wt", "kmus1pa", "kfis1w", "knus1w", "kmas1w", "kses1w", "klis1n"];
  assert.deepEqual(core.fields().slice(5), ["", ...marked]);
  const other = all().map((one) => (one.key === "kch" ? choice("kch", "a") : one));
  const opened = launch(other, rules, { record: stored(core) }).core;
  assert.deepEqual(opened.fields().slice(5), ["B", ...marked], "it stays as it was marked");
  core.retry();
  assert.deepEqual(core.fields().slice(5, 7), ["", "kchs1kb"]);
  core.submit();
  assert.equal(core.fields()[6], "kchs1kb");
});

test("a mark that the answer of an entry does not earn is not believed", () => {
  for (const entry of ["q01s1rb", "q01s1pa", "q01s1kb", "q01s1wa", "q01s1na"]) {
    const { view, core } = launch(four(), {}, { record: record("B", "s", "", "B", "B", "", entry) });
    assert.deepEqual([view().changed, view().mark("q01"), core.outcome().raw], [true, null, 0], entry);
  }
});

test("half-done work comes back question by question, in any phase", () => {
  const rules = { passing: 90, shuffle: "both", feedback: "each", retry: "wrong", seconds: 900 };
  const clock = fakeClock();
  const { core } = launch(all(), rules, { clock });
  const same = () => {
    const again = launch(all(), rules, { clock, record: stored(core) }).core;
    const facts = (one) => {
      const view = one.view();
      const told = view.shown.map((key) => [key, view.answer(key), view.checked(key), view.mark(key), view.right(key), view.feedback(key), view.options(key), view.targets(key)]);
      return { ...JSON.parse(JSON.stringify(view)), told, outcome: one.outcome(), objectives: one.objectives(), place: one.place() };
    };
    assert.deepEqual(facts(again), facts(core));
    assert.deepEqual(again.fields(), core.fields());
    assert.deepEqual(again.takeAnswers(), [], "nothing is told twice");
  };
  same();
  core.begin();
  same();
  for (const { made, right, wrong } of every()) {
    core.answer(made.key, made.kind === "multiple" ? right : wrong);
    same();
  }
  core.check("kch");
  core.show(core.view().shown[3]);
  clock.pass(7000);
  same();
  core.submit();
  same();
  core.retry();
  same();
});

// What these fields may not do: throw, or earn a point that the answers in them did not.
const bad = {
  "no phase": record("B", "", "", "CcR", "CcR"),
  "another letter": record("B", "x", "", "CcR", "CcR"),
  "handed in, but never": record("", "s", "", "CcR", "CcR"),
  "passed, but never handed in": record("", "O", "", "CcR"),
  "more than all": record("B", "s", "", "__9", "____"),
  "no numbers": record("!", "?", " ", "ä"),
  "of another type": record("B"),
  "far too long": record("A".repeat(40), "o", "A".repeat(40), "_".repeat(9), "_".repeat(40), "_".repeat(40)),
};

test("records that contradict themselves earn nothing", () => {
  for (const [name, one] of Object.entries(bad)) {
    const { core, view } = launch(four(), { passing: 80 }, { record: one });
    const outcome = core.outcome();
    assert.ok(outcome === null || !(outcome.raw > 0 || outcome.passed), name);
    assert.equal(core.measure({ rule: "passed" }).done, false, name);
    assert.ok(view().score === null, name);
    if (!/^B$/.test(one.fields[0]) && name !== "far too long") {
      assert.equal(core.begin(), true, `${name}: nothing was begun`);
      core.submit();
      assert.equal(core.outcome().passed, false, name);
    }
  }
});

test("a score before anything was handed in is none", () => {
  const { core } = launch(four(), { passing: 80 }, { record: record("", "o", "", "CcR", "CcR") });
  assert.equal(core.outcome(), null);
  core.submit();
  assert.deepEqual([core.outcome().raw, core.outcome().passed], [0, false]);
});

test("kept is believed only of what is right, after an attempt, where the rules keep it", () => {
  const rows = [
    [{ retry: "wrong" }, ["B", "o"], "q01s1ka", true],
    [{ retry: "wrong" }, ["B", "o"], "q01s1kb", false],
    [{ retry: "wrong" }, ["B", "o"], "q01s1k", false],
    [{ retry: "wrong" }, ["", "o"], "q01s1ka", false],
    [{ retry: "all" }, ["B", "o"], "q01s1ka", false],
    [{ retry: "wrong" }, ["B", "o"], "q01s2ka", false],
    [{ retry: "wrong" }, ["B", "o"], "q01s1ra", false],
  ];
  for (const [rules, [attempts, phase], entry, kept] of rows) {
    const { core, view } = launch(four(), rules, { record: record(attempts, phase, "", "B", "B", "", entry) });
    assert.equal(view().checked("q01"), kept, entry);
    assert.equal(core.answer("q01", "c"), !kept, entry);
  }
});

test("checked is believed only of what was answered, where questions are checked", () => {
  for (const [feedback, entry, checked] of [["each", "q01s1ca", true], ["each", "q01s1c", false], ["end", "q01s1ca", false]]) {
    const { view } = launch(four(), { feedback }, { record: record("", "o", "", "", "", "", entry) });
    assert.equal(view().checked("q01"), checked, `${feedback} ${entry}`);
  }
});

test("answers that the question cannot have are none; the first of two entries counts", () => {
  const entries = {
    kch: ["kchs1oz", "kchs1oab", "kchs1o-", "kchs1"],
    kmu: ["kmus1oca", "kmus1oaa", "kmus1oaz"],
    kfi: ["kfis1o-A", `kfis1o${"x".repeat(81)}`, "kfis1o___"],
    kma: ["kmas1oa", "kmas1oaz", "kmas1obaac", "kmas1oaaab"],
    kse: ["kses1oabc", "kses1oabcc", "kses1oabcda"],
  };
  for (const [key, broken] of Object.entries(entries)) {
    for (const entry of broken) {
      const { view } = launch(all(), {}, { record: record("", "o", "", "", "", "", entry) });
      assert.equal(view().answer(key), null, entry);
    }
  }
  const { view } = launch(all(), {}, { record: record("", "o", "", "", "", "", "kchs1ob", "kchs1oa") });
  assert.equal(view().answer("kch"), "b");
});

test("a state cut off anywhere, or with any character changed: never thrown, and points only for answers", () => {
  const random = seeded(41);
  const rules = { passing: 60, retry: "wrong", shuffle: "both", feedback: "each", draw: {}, seconds: 500 };
  const { core } = launch(all(), rules);
  core.begin();
  for (const { made, right, wrong } of every()) core.answer(made.key, made.kind === "choice" ? right : wrong);
  core.submit();
  core.retry();
  core.answer("ktf", "t");
  const kept = { status: "incomplete", letter: "q", seconds: 0, place: 3, fields: core.fields() };
  const whole = formatState(new Map([[KEY, formatRecord(kept)]]), new Map());
  const open = (text) => {
    const payload = parseState(text).get(KEY);
    const read = payload === undefined ? null : parseRecord(payload);
    return launch(all(), rules, read && read.letter === "q" ? { record: read } : {}).core;
  };
  for (let length = 0; length < whole.length; length += 1) {
    const cut = open(whole.slice(0, length));
    assert.equal(cut.outcome(), null, "a record that was cut off tells nothing of attempts");
  }
  for (let run = 0; run < 4000; run += 1) {
    const at = 1 + random.whole(whole.length - 1);
    const damaged = open(whole.slice(0, at) + random.text("AZaz09._~-osckOS{\u0000é", 1) + whole.slice(at + 1));
    const view = damaged.view();
    for (const key of view.shown) {
      view.options(key);
      view.targets(key);
      view.feedback(key);
      const mark = view.mark(key);
      if (mark && mark.kept) assert.equal(mark.share, 1, "what is kept is right");
    }
    damaged.begin();
    damaged.submit();
    const { shown, answer, score } = damaged.view();
    const scored = shown.filter((key) => key !== "kli");
    const share = (key) => (damaged.view().mark(key) || { share: 0 }).share;
    const earned = scored.reduce((sum, key) => sum + share(key), 0);
    if (view.phase !== "done") assert.ok(Math.abs(score - (100 * earned) / scored.length) < 0.01);
    for (const key of shown) if (answer(key) === null) assert.ok(!(damaged.view().mark(key) || {}).share, key);
  }
});
