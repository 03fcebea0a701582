// A learner comes back to a new version of the course (format: identity, state, republishing;
// docs/state.md, "What a new version of a course does to it").
import assert from "node:assert/strict";
import test from "node:test";
import { choice, fillIn, launch, matching, multiple, sequencing, take } from "./makers.mjs";

const v1 = () => [
  choice("gon", "a"),
  choice("sam", "a"),
  choice("wor", "a"),
  choice("nam", "a", { id: "old-name" }),
  multiple("opt", ["a", "b"]),
  fillIn("txt", ["oxygen"]),
];
// One removed, one added in front, one reworded (another signature), one renamed (was=: the same key,
// another id), the options of one in another order.
const v2 = () => [
  choice("new", "a"),
  choice("sam", "a"),
  choice("wor", "a", { sig: "s2" }),
  choice("nam", "a", { id: "new-name" }),
  multiple("opt", ["a", "b"], false, { options: ["d", "c", "b", "a"] }),
  fillIn("txt", ["oxygen"]),
];
const right = { gon: "a", sam: "a", wor: "a", nam: "a", opt: ["a", "b"], txt: "oxygen" };

test("an unfinished quiz: what is asked as before keeps its answer, new and reworded ones are open, removed ones vanish", () => {
  const rules = { passing: 80, feedback: "each", shuffle: "both" };
  const before = launch(v1(), rules);
  before.core.begin();
  for (const [key, value] of Object.entries(right)) before.core.answer(key, value);
  before.core.check("sam");
  before.core.check("wor");

  const { core, view } = launch(v2(), rules, { record: before.stored() });
  assert.equal(view().phase, "open");
  assert.deepEqual([...view().unanswered].sort(), ["new", "wor"]);
  assert.equal(view().answer("sam"), "a");
  assert.deepEqual([view().checked("sam"), view().checked("wor")], [true, false]);
  assert.deepEqual([view().answer("nam"), view().answer("opt"), view().answer("txt")], ["a", ["b", "a"], "oxygen"]);
  assert.ok(!view().shown.includes("gon"));
  // Those that were there stand in the order in which they stood.
  const order = (shown) => shown.filter((key) => key !== "gon" && key !== "new");
  assert.deepEqual(order(view().shown), order(before.view().shown));
  core.submit();
  assert.deepEqual(core.outcome().raw, 66.67, "four of six");
  assert.ok(core.takeAnswers().some(({ id }) => id === "new-name"));
});

test("an attempt that was handed in keeps its score and its number, and the result is of what was asked", () => {
  const rules = { passing: 80, attempts: 2 };
  const before = launch(v1(), rules);
  take(before.core, { ...right, sam: "b" });
  const { core, view } = launch(v2(), rules, { record: before.stored() });
  assert.deepEqual(core.outcome(), { raw: 83.33, passed: true, over: false, last: false, count: 1 });
  assert.deepEqual(view().shown, ["sam", "nam", "opt", "txt"]);
  assert.deepEqual([view().mark("sam").right, view().mark("nam").right], [false, true]);
  assert.deepEqual([view().attempt, view().attemptsLeft], [1, 1]);
  core.retry();
  assert.deepEqual(view().shown.length, 6, "the next attempt asks all of the new version");
});

test("passed stays passed when the mark is raised, and a lowered mark is met at once", () => {
  const before = launch(v1(), { passing: 80 });
  take(before.core, { ...right, sam: "b" });
  const raised = launch(v2(), { passing: 95 }, { record: before.stored() });
  assert.deepEqual([raised.core.outcome().passed, raised.view().passed], [true, true]);
  const again = launch(v2(), { passing: 95 }, { record: raised.stored() });
  assert.equal(again.core.outcome().passed, true);
  const failed = launch(v1(), { passing: 95 });
  take(failed.core, { ...right, sam: "b" });
  assert.equal(failed.core.outcome().passed, false);
  assert.equal(launch(v2(), { passing: 80 }, { record: failed.stored() }).core.outcome().passed, true);
});

test("retry wrong: kept ones that were reworded, or are no longer right, are asked again", () => {
  const rules = { retry: "wrong" };
  const before = launch(v1(), rules);
  take(before.core, { ...right, txt: "water" });
  before.core.retry();
  assert.deepEqual(before.view().unanswered, ["txt"]);
  const corrected = v2().map((one) => (one.key === "sam" ? choice("sam", "b") : one));
  const { core, view } = launch(corrected, rules, { record: before.stored() });
  assert.deepEqual([...view().unanswered].sort(), ["new", "txt", "wor"]);
  assert.deepEqual([view().checked("sam"), view().checked("nam")], [false, true]);
  assert.equal(core.answer("sam", "b"), true);
});

const pool = (keys) => keys.map((key) => choice(key, "a", { pool: "p" }));
const NAMES = ["p01", "p02", "p03", "p04", "p05", "p06", "p07", "p08"];

test("a pool that lost a drawn question draws another; what else was drawn stays, answered or not", () => {
  for (let seed = 1; seed < 30; seed += 1) {
    const rules = { draw: { p: 3 }, shuffle: "questions" };
    const before = launch([choice("q01"), ...pool(NAMES)], rules, { seed });
    before.core.begin();
    const drawn = before.view().shown.filter((key) => key.startsWith("p"));
    before.core.answer(drawn[0], "a");
    const left = NAMES.filter((key) => key !== drawn[1]);
    const grown = [choice("q01"), ...pool([...left, "p09", "p10"])];
    const { view, stored } = launch(grown, rules, { record: before.stored(), seed });
    const now = view().shown.filter((key) => key.startsWith("p"));
    assert.equal(now.length, 3);
    assert.ok(now.includes(drawn[0]) && now.includes(drawn[2]), "what was drawn stays");
    assert.ok(!drawn.includes(now.find((key) => key !== drawn[0] && key !== drawn[2])), "and one more");
    assert.equal(view().answer(drawn[0]), "a");
    // The same in every further session.
    assert.deepEqual(launch(grown, rules, { record: stored(), seed: seed + 100 }).view().shown, view().shown);
  }
});

test("a pool that only grew changes nothing for who is under way", () => {
  for (let seed = 1; seed < 30; seed += 1) {
    const rules = { draw: { p: 3 }, shuffle: "both" };
    const before = launch(pool(NAMES), rules, { seed });
    before.core.begin();
    const { view } = launch(pool([...NAMES, "p09", "p10", "p11"]), rules, { record: before.stored() });
    assert.deepEqual(view().shown, before.view().shown);
  }
});

test("more or fewer are drawn: drawn ones first, answered ones before open ones", () => {
  const before = launch(pool(NAMES), { draw: { p: 4 } });
  before.core.begin();
  const drawn = before.view().shown;
  before.core.answer(drawn[3], "a");
  const more = launch(pool(NAMES), { draw: { p: 6 } }, { record: before.stored() }).view().shown;
  assert.equal(more.length, 6);
  for (const key of drawn) assert.ok(more.includes(key));
  const fewer = launch(pool(NAMES), { draw: { p: 1 } }, { record: before.stored() }).view();
  assert.deepEqual([fewer.shown, fewer.answer(drawn[3])], [[drawn[3]], "a"]);
  const all = launch(pool(NAMES), {}, { record: before.stored() }).view();
  assert.deepEqual([all.shown.length, all.answer(drawn[3])], [8, "a"], "and where nothing is drawn any more, all are asked");
});

test("a shorter time, fewer attempts, another feedback: the new rules hold for who is under way", () => {
  const before = launch(v1(), { seconds: 600, attempts: 0, feedback: "each" });
  before.core.begin();
  before.core.answer("sam", "a");
  before.core.check("sam");
  before.clock.pass(100_000);
  const short = launch(v1(), { seconds: 60 }, { record: before.stored() });
  assert.equal(short.view().secondsLeft, 0);
  assert.equal(short.core.tick(), true);
  const none = launch(v1(), { seconds: 0, attempts: 1 }, { record: before.stored() });
  assert.deepEqual([none.view().secondsLeft, none.view().checked("sam"), none.view().attemptsLeft], [null, false, 0]);
  none.core.submit();
  assert.equal(none.core.outcome().over, true);
});

test("a typed answer that is longer than the new version allows is none", () => {
  const before = launch([fillIn("txt", ["oxygen"])]);
  before.core.begin();
  before.core.answer("txt", "oxygen gas");
  const { view } = launch([fillIn("txt", ["oxygen"], { max: 6 })], {}, { record: before.stored() });
  assert.equal(view().answer("txt"), null);
});

test("a sequence whose elements come in another order of the source keeps what the learner made", () => {
  const before = launch([sequencing("kse")]);
  before.core.begin();
  before.core.answer("kse", ["b", "a", "d", "c"]);
  const turned = sequencing("kse", false, { options: ["c", "d", "a", "b"] });
  assert.deepEqual(launch([turned], {}, { record: before.stored() }).view().answer("kse"), ["b", "a", "d", "c"]);
});

test("pairs whose left column comes in another order keep what the learner made", () => {
  const before = launch([matching("kma")]);
  before.core.begin();
  before.core.answer("kma", { a: "c", b: "b" });
  const turned = matching("kma", false, { options: ["b", "a"], targets: ["c", "b", "a"] });
  assert.deepEqual(launch([turned], {}, { record: before.stored() }).view().answer("kma"), { a: "c", b: "b" });
});
