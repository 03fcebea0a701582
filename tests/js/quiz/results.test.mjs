// What a result says is what was handed in, and what counts of it: across versions of a course, across
// attempts, and where chance drew nothing that could be scored.
import assert from "node:assert/strict";
import test from "node:test";
import { choice, launch, likert, multiple, take } from "./makers.mjs";

const four = (more = {}) => ["q01", "q02", "q03", "q04"].map((key) => choice(key, "a", more));
const right = (count) => Object.fromEntries(four().map(({ key }, at) => [key, at < count ? "a" : "b"]));
const replaced = (key, one) => four().map((old) => (old.key === key ? one : old));
const RULES = { passing: 70, attempts: 3 };

// Handed in to `first` and opened again in `second`; then once more, after that was kept.
function reopened(first, answers, second, rules = RULES, later = rules) {
  const before = launch(first, rules);
  take(before.core, answers);
  const opened = launch(second, later, { record: before.stored() });
  const again = launch(second, later, { record: opened.stored() });
  return { before, opened, again };
}
const marks = (view) => Object.fromEntries(view.shown.map((key) => [key, view.mark(key) && view.mark(key).share]));

test("the same questions: opened again the result is what it was", () => {
  const { before, opened, again } = reopened(four(), right(3), four());
  for (const { view } of [opened, again]) {
    assert.equal(view().changed, false);
    assert.deepEqual(marks(view()), marks(before.view()));
    assert.deepEqual(view().counts, before.view().counts);
  }
  assert.equal(before.view().changed, false);
});

test("another key: score and passed stay as they were, and what today's key would mark is not shown", () => {
  const { opened, again } = reopened(four(), right(3), replaced("q01", choice("q01", "b")));
  for (const { view, core } of [opened, again]) {
    assert.deepEqual([view().score, view().passed, view().changed], [75, true, true]);
    assert.deepEqual(marks(view()), { q01: null, q02: 1, q03: 1, q04: 0 });
    assert.deepEqual([view().feedback("q01"), core.outcome().raw], [null, 75]);
  }
});

test("two keys that even each other out are seen, too", () => {
  const second = four().map((one) => (one.key === "q03" || one.key === "q04" ? choice(one.key, "b") : one));
  const { opened } = reopened(four(), right(3), second);
  assert.equal(opened.view().changed, true);
  assert.deepEqual(marks(opened.view()), { q01: 1, q02: 1, q03: null, q04: null });
});

const others = {
  "a question that is gone": four().slice(1),
  "a question in other words": replaced("q01", choice("q01", "a", { sig: "s2" })),
  "other points": replaced("q04", choice("q04", "a", { points: 3 })),
  "a question that became an opinion": replaced("q01", likert("q01", { sig: "s1" })),
  "one no more scored that nobody answered": replaced("q02", choice("q02", "a", { scored: false })),
};
for (const [name, second] of Object.entries(others)) {
  test(`${name}: the result says that the course has changed, in every further visit`, () => {
    const answers = { q01: "a", q03: "a", q04: "b" };
    const { opened, again } = reopened(four(), answers, second);
    for (const { view } of [opened, again]) assert.deepEqual([view().changed, view().score], [true, 50]);
  });
}

test("an opinion that became a question with a right answer is not marked afterwards", () => {
  const first = [...four(), choice("q05", "a", { scored: false })];
  const { opened } = reopened(first, { ...right(4), q05: "b" }, [...four(), choice("q05", "a")]);
  assert.equal(opened.view().changed, true);
  assert.equal(opened.view().mark("q05"), null);
});

test("what is new, is called otherwise or stands elsewhere changes no result", () => {
  const several = multiple("opt", ["a", "b"]);
  const turned = multiple("opt", ["b", "a"], false, { options: ["d", "c", "b", "a"] });
  const first = [...four(), several];
  const second = [choice("new", "a"), turned, ...four().reverse().map((one) => ({ ...one, id: `other-${one.key}` }))];
  const { opened } = reopened(first, { ...right(3), opt: ["b", "a"] }, second);
  assert.equal(opened.view().changed, false);
  assert.deepEqual(marks(opened.view()), { opt: 1, q04: 0, q03: 1, q02: 1, q01: 1 });
});

test("the next attempt is of the new version alone", () => {
  const { opened } = reopened(four(), right(3), replaced("q01", choice("q01", "b")));
  opened.core.retry();
  assert.equal(opened.view().changed, false);
  take(opened.core, right(4));
  assert.deepEqual([opened.view().changed, opened.view().score, opened.view().counts.right], [false, 75, 3]);
});

test("retry wrong: who failed by a key that was mended may hand in again, though nothing is wrong any more", () => {
  const rules = { ...RULES, retry: "wrong" };
  const { opened } = reopened(replaced("q01", choice("q01", "b")).slice(0, 2), right(2), four().slice(0, 2), rules);
  assert.deepEqual([opened.view().score, opened.view().passed, opened.view().canRetry], [50, false, true]);
  opened.core.retry();
  opened.core.submit();
  assert.deepEqual([opened.core.outcome().raw, opened.core.outcome().passed], [100, true]);
});

test("a record of before, which does not say how each was marked, is held against its score", () => {
  const letters = (record) => ({ ...record, fields: record.fields.map((field, at) => (at > 5 ? field.replace(/^(.{5})[rpwn]/, "$1o") : field)) });
  const { core, stored } = launch(four(), RULES);
  take(core, right(3));
  const old = letters(stored());
  assert.deepEqual(old.fields.slice(6), ["q01s1oa", "q02s1oa", "q03s1oa", "q04s1ob"]);
  const same = launch(four(), RULES, { record: old }).view();
  assert.deepEqual([same.changed, marks(same)], [false, { q01: 1, q02: 1, q03: 1, q04: 0 }]);
  assert.equal(launch(replaced("q01", choice("q01", "b")), RULES, { record: old }).view().changed, true);
});

const aimed = () => [choice("q01", "a", { objective: "exits" }), choice("q02", "a", { objective: "gas" }), choice("q03", "a", { objective: "gas" })];
const statuses = (core) => Object.fromEntries(core.objectives().map(({ id, status }) => [id, status]));

test("objectives are told of the attempt whose score counts: of the best", () => {
  const { core } = launch(aimed(), { passing: 60 });
  take(core, { q01: "b", q02: "a", q03: "a" });
  assert.deepEqual(statuses(core), { exits: "failed", gas: "passed" });
  core.retry();
  take(core, { q01: "a" });
  assert.deepEqual(core.objectives(), [], "a worse one tells nothing");
  core.retry();
  take(core, { q01: "a", q02: "a" });
  assert.deepEqual(core.objectives(), [], "nor does one that is no better");
  core.retry();
  take(core, { q01: "a", q02: "a", q03: "a" });
  assert.deepEqual(statuses(core), { exits: "passed", gas: "passed" });
});

test("objectives are told of the attempt whose score counts: of the last", () => {
  const { core } = launch(aimed(), { passing: 60, score: "last" });
  take(core, { q01: "b", q02: "a", q03: "a" });
  core.retry();
  take(core, { q01: "a" });
  assert.deepEqual(statuses(core), { exits: "passed", gas: "failed" });
});

test("objectives of opinions, for which there is no score, are those of the last attempt", () => {
  const { core } = launch([likert("kli", { objective: "mood" })], {});
  take(core, { kli: "a" });
  core.retry();
  take(core, { kli: "b" });
  assert.deepEqual(statuses(core), { mood: "completed" });
});

const chance = () => [choice("q01", "a", { pool: "p" }), likert("kli", { pool: "p" })];

test("where chance drew nothing to score there is nothing to pass: it is done, and not failed", () => {
  let met = 0;
  for (let seed = 1; seed < 20; seed += 1) {
    const { core, view, stored } = launch(chance(), { passing: 80, attempts: 1, draw: { p: 1 } }, { seed });
    core.begin();
    if (view().shown[0] !== "kli") continue;
    met += 1;
    take(core, { kli: "a" });
    const again = launch(chance(), { passing: 80, attempts: 1, draw: { p: 1 } }, { record: stored() });
    for (const one of [core, again.core]) {
      assert.deepEqual(one.outcome(), { raw: null, passed: null, over: true, last: false, count: 1 });
      assert.equal(one.measure({ rule: "passed" }).done, true);
      assert.equal(one.view().passed, null);
    }
  }
  assert.ok(met > 3);
});

test("an attempt with nothing to score takes back nothing of one that had something", () => {
  for (const [answer, passed] of [["a", true], ["b", false]]) {
    const pool = [choice("q01", "a")];
    const before = launch(pool, { passing: 80 });
    take(before.core, { q01: answer });
    const later = launch([likert("kli")], { passing: 80 }, { record: before.stored() });
    assert.deepEqual([later.view().passed, later.view().score], [passed, answer === "a" ? 100 : 0], "of another version");
    later.core.retry();
    take(later.core, { kli: "a" });
    assert.equal(later.core.outcome().passed, passed);
    assert.equal(later.core.outcome().raw, answer === "a" ? 100 : 0);
  }
});
