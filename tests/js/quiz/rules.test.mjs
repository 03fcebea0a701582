// How a quiz is taken: each rule of the format (docs/format.md, "Quizzes"), by what a learner and an
// LMS see of it.
import assert from "node:assert/strict";
import test from "node:test";
import { choice, every, launch, likert, matching, multiple, numeric, sequencing, take, truth } from "./makers.mjs";

const four = (more = {}) => ["q01", "q02", "q03", "q04"].map((key) => choice(key, "a", more));
// So many of the four right, the others wrong.
const right = (count) => Object.fromEntries(four().map(({ key }, at) => [key, at < count ? "a" : "b"]));

test("before anything is begun nothing is told and nothing is kept", () => {
  const { core, view, stored } = launch(four(), { passing: 80, attempts: 2 });
  assert.equal(core.letter, "q");
  assert.equal(core.outcome(), null);
  assert.deepEqual([core.takeAnswers(), core.objectives(), core.fields(), stored().fields], [[], [], [], []]);
  const { phase, attempt, attemptsLeft, shown, score, passed, secondsLeft, passing } = view();
  assert.deepEqual([phase, attempt, attemptsLeft, shown, score, passed, secondsLeft, passing], ["ready", 1, 2, [], null, null, null, 80]);
  for (const act of ["submit", "retry", "tick"]) assert.equal(core[act](), false, act);
  assert.equal(core.answer("q01", "a"), false);
  assert.equal(core.begin(), true);
  assert.equal(core.begin(), false);
  assert.equal(core.outcome(), null, "begun is not handed in");
  assert.equal(core.measure({ rule: "submitted" }).done, false);
});

test("every kind: answered, counted, handed in, marked", () => {
  const all = every();
  for (const [name, score] of [["right", 100], ["wrong", 0]]) {
    const { core, view } = launch(all.map(({ made }) => made));
    core.begin();
    assert.deepEqual(view().unanswered, all.map(({ made }) => made.key));
    for (const each of all) {
      assert.equal(core.answer(each.made.key, each[name]), true, each.made.kind);
      assert.equal(core.answer(each.made.key, each[name]), false, "the same again is no news");
      assert.deepEqual(view().answer(each.made.key), each[name]);
      assert.equal(view().mark(each.made.key), null, "not before it is handed in");
      assert.equal(view().right(each.made.key), null);
    }
    assert.deepEqual(view().unanswered, []);
    core.submit();
    assert.equal(core.outcome().raw, score);
    for (const { made } of all) {
      assert.deepEqual(view().mark(made.key), { share: score / 100, right: score === 100, kept: false });
    }
    assert.deepEqual(view().counts, { asked: 7, answered: 7, scored: 7, right: score === 100 ? 7 : 0 });
  }
});

test("an answer that is none is not taken: it empties the question", () => {
  const nothing = {
    kch: ["", null, "z", ["a"], 3, {}],
    ktf: ["", "true", null],
    kmu: [[], null, "ac", ["z"], {}],
    kfi: ["", "  ", null, 5],
    knu: ["", " ", null, 60],
    kma: [{}, null, { z: "a" }, { a: "z" }, "ab", []],
    kse: [["a"], ["a", "b", "c", "c"], null, [], ["a", "b", "c", "d", "a"]],
  };
  const { core, view } = launch(every().map(({ made }) => made));
  core.begin();
  for (const { made, right: good } of every()) {
    for (const none of nothing[made.key]) {
      core.answer(made.key, good);
      assert.equal(core.answer(made.key, none), true, `${made.kind} ${JSON.stringify(none)}`);
      assert.equal(view().answer(made.key), null);
      assert.ok(view().unanswered.includes(made.key));
    }
  }
  assert.equal(core.answer("zzz", "a"), false, "no such question");
});

test("multiple choice keeps the order of the source, a sequence that of the learner", () => {
  const { core, view } = launch([multiple("kmu", ["a"]), sequencing("kse")]);
  core.begin();
  core.answer("kmu", ["c", "a", "c"]);
  assert.deepEqual(view().answer("kmu"), ["a", "c"]);
  core.answer("kse", ["b", "a", "d", "c"]);
  assert.deepEqual(view().answer("kse"), ["b", "a", "d", "c"]);
});

test("a typed answer has max_length at most", () => {
  const { core, view } = launch([numeric("knu", 1, 2, null, "", { max: 3 })]);
  core.begin();
  core.answer("knu", "1.234");
  assert.equal(view().answer("knu"), "1.2");
  core.answer("knu", "  1.2");
  assert.equal(view().answer("knu"), "  1");
  core.answer("knu", "   1.2");
  assert.equal(view().answer("knu"), null, "nothing is left of it");
});

test("passing_score: the mark is reached, or not; without one there is none", () => {
  for (const [passing, count, passed] of [[75, 3, true], [75.01, 3, false], [80, 3, false], [100, 4, true], [1, 0, false]]) {
    const { core, view } = launch(four(), { passing });
    const outcome = take(core, right(count));
    assert.deepEqual([outcome.raw, outcome.passed], [25 * count, passed], `${count} of 4 for ${passing}`);
    assert.equal(core.measure({ rule: "passed" }).done, passed);
    assert.equal(core.measure({ rule: "submitted" }).done, true);
    assert.equal(view().passed, passed);
  }
  const { core } = launch(four());
  assert.deepEqual(take(core, right(0)), { raw: 0, passed: null, over: false, last: false, count: 1 });
});

test("a third of three is met by 66.67, as an LMS would reckon", () => {
  const { core } = launch([choice("q01"), choice("q02"), choice("q03")], { passing: 66.67 });
  assert.deepEqual([take(core, { q01: "a", q02: "a" }).raw, core.outcome().passed], [66.67, true]);
});

test("the mark of the LMS goes before that of the course", () => {
  const high = launch(four(), { passing: 50 }, { mark: 80 });
  assert.equal(take(high.core, right(3)).passed, false);
  assert.equal(high.view().passing, 80);
  const low = launch(four(), { passing: 80 }, { mark: 50 });
  assert.equal(take(low.core, right(2)).passed, true);
  const zero = launch(four(), { passing: 80 }, { mark: 0 });
  assert.equal(take(zero.core, right(0)).passed, true);
});

test("points weigh", () => {
  const { core } = launch([choice("q01", "a", { points: 3 }), choice("q02"), likert("kli")]);
  assert.equal(take(core, { q01: "a", q02: "b", kli: "c" }).raw, 75);
});

test("points_wrong: a wrong answer costs, an open one does not, and there is never less than nothing", () => {
  const rows = [[{ q01: "a", q02: "b" }, 12.5], [{ q01: "a" }, 25], [right(2), 25], [right(0), 0]];
  for (const [answers, raw] of rows) assert.equal(take(launch(four(), { wrong: 0.5 }).core, answers).raw, raw);
});

test("opinions alone: handed in, but no score and nothing to pass", () => {
  const { core, view } = launch([likert("kli"), choice("q01", "a", { scored: false })], { passing: 80 });
  assert.deepEqual(take(core, { kli: "a" }), { raw: null, passed: null, over: false, last: false, count: 1 });
  assert.equal(core.measure({ rule: "passed" }).done, true, "nobody is kept from passing what cannot be passed");
  assert.deepEqual(view().mark("kli"), { share: null, right: null, kept: false });
  assert.equal(view().right("q01"), null);
});

test("attempts: as many as allowed, counted when handed in", () => {
  const { core, view } = launch(four(), { passing: 80, attempts: 2 });
  core.begin();
  assert.deepEqual([view().attempt, view().attemptsLeft], [1, 1], "one more behind this one");
  core.submit();
  assert.deepEqual([view().attempt, view().attemptsLeft, view().canRetry, core.outcome().over], [1, 1, true, false]);
  assert.equal(core.retry(), true);
  assert.deepEqual([view().phase, view().attempt, view().attemptsLeft], ["open", 2, 0]);
  assert.deepEqual([core.outcome().count, core.outcome().over], [1, false], "not over while it is under way");
  core.submit();
  assert.deepEqual([view().attemptsLeft, view().canRetry, core.outcome().over], [0, false, true]);
  assert.equal(core.retry(), false);
  const free = launch(four());
  for (let attempt = 1; attempt < 9; attempt += 1) {
    free.core.begin();
    free.core.submit();
    assert.deepEqual([free.view().attemptsLeft, free.core.outcome().over, free.core.retry()], [null, false, true]);
  }
});

test("nothing is changed after it was handed in", () => {
  const { core, view } = launch(four());
  take(core, right(2));
  assert.equal(core.answer("q03", "a"), false);
  assert.equal(core.submit(), false);
  assert.equal(view().answer("q03"), "b");
});

test("score: the best attempt counts, or the last; what was passed stays so", () => {
  for (const [score, raw] of [["best", 100], ["last", 25]]) {
    const { core, view } = launch(four(), { passing: 80, score });
    take(core, right(4));
    core.retry();
    assert.equal(core.outcome().raw, 100, "until the next is handed in");
    const outcome = take(core, right(1));
    assert.deepEqual([outcome.raw, outcome.passed, outcome.last], [raw, true, score === "last"]);
    assert.deepEqual([view().score, view().best], [25, 100]);
  }
});

test("feedback end: marks once handed in; the right answer where show_answers allows it", () => {
  const said = { always: "<p>A</p>", right: "<p>R</p>", wrong: "<p>W</p>", options: { a: "<p>a</p>", b: "<p>b</p>" } };
  const asked = () => four().map((one) => ({ ...one, facts: { ...one.facts, feedback: said } }));
  const { core, view } = launch(asked());
  core.begin();
  core.answer("q01", "a");
  core.answer("q02", "b");
  assert.equal(core.check("q01"), false, "checked only with feedback: each");
  assert.equal(view().canCheck, false);
  assert.equal(view().feedback("q01"), null);
  core.submit();
  assert.deepEqual(view().feedback("q01"), { general: ["<p>A</p>", "<p>R</p>"], options: { a: "<p>a</p>" } });
  assert.deepEqual(view().feedback("q02"), { general: ["<p>A</p>", "<p>W</p>"], options: { b: "<p>b</p>" } });
  assert.deepEqual(view().feedback("q03"), { general: ["<p>A</p>", "<p>W</p>"], options: {} });
  assert.equal(view().right("q02"), "a");
});

test("feedback never: no marks, no feedback, but the score", () => {
  const said = { feedback: { always: "<p>A</p>" }, right: ["a"], partial: false };
  const { core, view } = launch([{ ...choice("q01"), facts: said }], { feedback: "never", answers: "never" });
  take(core, { q01: "a" });
  assert.deepEqual([view().mark("q01"), view().feedback("q01"), view().right("q01"), view().score], [null, null, null, 100]);
});

test("feedback each: checked by itself, then locked and told; open ones are still handed in", () => {
  const { core, view } = launch(four(), { feedback: "each" });
  core.begin();
  assert.equal(view().canCheck, true);
  assert.equal(core.check("q01"), false, "nothing to check");
  core.answer("q01", "b");
  assert.equal(core.check("q01"), true);
  assert.equal(core.check("q01"), false);
  assert.equal(core.answer("q01", "a"), false);
  assert.deepEqual([view().checked("q01"), view().checked("q02")], [true, false]);
  assert.deepEqual(view().mark("q01"), { share: 0, right: false, kept: false });
  assert.equal(view().right("q01"), null, "the right answers come at the end");
  assert.equal(view().counts.right, 0);
  core.answer("q02", "a");
  assert.equal(view().mark("q02"), null);
  core.submit();
  assert.equal(core.outcome().raw, 25);
  assert.equal(view().mark("q02").right, true);
});

test("show_answers: never, once handed in, or once passed", () => {
  for (const [answers, first, second] of [["never", false, false], ["end", true, true], ["passed", false, true]]) {
    const { core, view } = launch(four(), { answers, passing: 80 });
    for (const [count, allowed] of [[1, first], [4, second]]) {
      core.begin();
      core.retry();
      assert.equal(view().answersAllowed, false, "not while it is under way");
      take(core, right(count));
      assert.equal(view().answersAllowed, allowed, `${answers} ${count}`);
      assert.equal(view().right("q04"), allowed ? "a" : null);
    }
  }
});

test("the right answer, kind by kind", () => {
  const { core, view } = launch(every().map(({ made }) => made));
  core.begin();
  core.submit();
  const shown = Object.fromEntries(every().map(({ made }) => [made.key, view().right(made.key)]));
  assert.deepEqual(shown, {
    kch: "b",
    ktf: "f",
    kmu: ["a", "c"],
    kfi: ["oxygen"],
    knu: { low: 59, high: 61, value: 60, unit: "m" },
    kma: { a: "c", b: "a" },
    kse: ["d", "a", "c", "b"],
  });
});

test("retry all: everything is open again, in another order", () => {
  const { core, view } = launch(four(), { shuffle: "both" });
  const orders = new Set();
  core.begin();
  for (let attempt = 0; attempt < 10; attempt += 1) {
    orders.add(view().shown.join());
    take(core, right(4));
    core.retry();
    assert.equal(view().unanswered.length, 4);
    assert.equal(view().mark("q01"), null);
  }
  assert.ok(orders.size > 3);
});

test("retry wrong: what was right is kept with its points and locked, the rest is asked again", () => {
  const { core, view } = launch([...four(), likert("kli")], { retry: "wrong", passing: 80 });
  take(core, { ...right(2), kli: "b" });
  core.takeAnswers();
  assert.equal(core.retry(), true);
  assert.deepEqual(view().unanswered, ["q03", "q04"]);
  assert.deepEqual(view().mark("q01"), { share: 1, right: true, kept: true });
  assert.deepEqual([view().checked("q01"), view().checked("q03")], [true, false]);
  assert.equal(core.answer("q01", "b"), false);
  assert.equal(view().answer("kli"), "b", "an opinion stays, and may be changed");
  assert.equal(core.answer("kli", "c"), true);
  core.answer("q03", "a");
  core.submit();
  assert.equal(core.outcome().raw, 75);
  assert.deepEqual(core.takeAnswers().map(({ id }) => id), ["id-q03", "id-q04", "id-kli"], "kept ones were told before");
  core.retry();
  assert.deepEqual(view().unanswered, ["q04"]);
  core.answer("q04", "a");
  core.submit();
  assert.deepEqual([core.outcome().raw, view().canRetry, core.retry()], [100, false, false]);
});

test("retry wrong asks the questions that were drawn", () => {
  const pool = Array.from({ length: 12 }, (_, at) => choice(`p${10 + at}`));
  const { core, view } = launch(pool, { retry: "wrong", draw: { "": 4 }, shuffle: "questions" });
  core.begin();
  const first = [...view().shown];
  take(core, { [first[0]]: "a", [first[1]]: "b" });
  core.retry();
  assert.deepEqual([...view().shown].sort(), [...first].sort());
  assert.deepEqual(view().shown.filter((key) => view().mark(key)), [first[0]]);
});

test("draw: another choice in another attempt, and the score is of what was asked", () => {
  const pool = Array.from({ length: 12 }, (_, at) => choice(`p${10 + at}`));
  const { core, view } = launch(pool, { draw: { "": 4 } });
  const draws = new Set();
  core.begin();
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const { shown } = view();
    assert.equal(shown.length, 4);
    draws.add([...shown].sort().join());
    assert.equal(core.answer(pool.find(({ key }) => !shown.includes(key)).key, "a"), false, "it was not asked");
    core.answer(shown[0], "a");
    core.submit();
    assert.equal(core.outcome().raw, 25);
    assert.equal(core.takeAnswers().length, 4);
    core.retry();
  }
  assert.ok(draws.size > 3);
});

test("time_limit: counts while the page is open, and hands in what there is", () => {
  const { core, clock, view } = launch(four(), { seconds: 60 });
  assert.equal(view().secondsLeft, null, "not begun");
  clock.pass(500_000);
  core.begin();
  assert.equal(view().secondsLeft, 60);
  core.answer("q01", "a");
  clock.pass(59_000);
  assert.deepEqual([view().secondsLeft, core.tick()], [1, false]);
  core.answer("q02", "a");
  clock.pass(1000);
  assert.equal(view().secondsLeft, 0);
  assert.equal(core.answer("q03", "a"), false, "too late");
  assert.equal(core.tick(), true);
  assert.deepEqual([view().phase, core.outcome().raw, core.tick(), view().secondsLeft], ["done", 50, false, null]);
  core.retry();
  assert.equal(view().secondsLeft, 60, "the next attempt has its own time");
});

test("time_limit: goes on in the next session where it stood", () => {
  const first = launch(four(), { seconds: 60 });
  first.core.begin();
  first.clock.pass(20_700);
  const second = launch(four(), { seconds: 60 }, { record: first.stored() });
  second.clock.pass(100);
  assert.equal(second.view().secondsLeft, 40);
  second.clock.pass(30_000);
  const third = launch(four(), { seconds: 60 }, { record: second.stored() });
  third.clock.pass(9_999);
  assert.equal(third.core.tick(), false);
  third.clock.pass(1);
  assert.equal(third.core.tick(), true);
});

test("a clock that is set back takes no time away and gives none", () => {
  const { core, clock, view } = launch(four(), { seconds: 60 });
  core.begin();
  core.show("q01");
  clock.jump(-3_600_000);
  core.answer("q01", "a");
  assert.equal(view().secondsLeft, 60);
  core.submit();
  assert.equal(core.takeAnswers()[0].latency, null);
});

test("what is told of answers: once, when handed in, or when checked", () => {
  const { core, clock } = launch([choice("q01", "a", { points: 2, objective: "exits" }), choice("q02")], { feedback: "each" });
  core.begin();
  core.show("q01");
  clock.pass(4000);
  core.answer("q01", "b");
  clock.pass(1500);
  core.answer("q01", "a");
  const answeredAt = clock.now();
  clock.pass(9000);
  assert.deepEqual(core.takeAnswers(), []);
  core.check("q01");
  const fact = {
    id: "id-q01",
    kind: "choice",
    time: answeredAt,
    patterns: ["a"],
    weighting: 2,
    response: "a",
    result: "correct",
    latency: 5500,
    objective: "exits",
  };
  assert.deepEqual(core.takeAnswers(), [fact]);
  assert.deepEqual(core.takeAnswers(), []);
  clock.pass(1000);
  core.submit();
  const [open, ...more] = core.takeAnswers();
  assert.deepEqual(more, [], "what was checked was told");
  assert.deepEqual([open.id, open.response, open.result, open.latency, open.time], ["id-q02", "", "wrong", null, clock.now()]);
});

test("latency: from when it was seen, or first touched, to the last change of this session", () => {
  const { core, clock, stored } = launch(four());
  core.begin();
  core.answer("q01", "a");
  clock.pass(2000);
  core.answer("q01", "b");
  core.answer("q02", "a");
  core.show("q03");
  clock.pass(3000);
  core.answer("q03", "b");
  const again = launch(four(), {}, { record: stored() });
  core.submit();
  assert.deepEqual(core.takeAnswers().map(({ latency }) => latency), [2000, null, 3000, null]);
  again.core.submit();
  assert.deepEqual(again.core.takeAnswers().map(({ latency }) => latency), [null, null, null, null], "of another session nothing is known");
});

test("latency begins where a question is first on the screen, below the topmost one too", () => {
  const { core, clock } = launch(four());
  core.begin();
  core.show("q01");
  core.see("q02");
  assert.equal(core.place(), 1);
  clock.pass(4000);
  core.show("q02");
  clock.pass(1000);
  core.answer("q02", "a");
  core.submit();
  assert.equal(core.takeAnswers()[1].latency, 5000);
});

test("objectives: after an attempt, by their own questions", () => {
  const asked = [
    choice("q01", "a", { objective: "exits", points: 3 }),
    choice("q02", "a", { objective: "exits" }),
    choice("q03", "a", { objective: "gas" }),
    likert("kli", { objective: "mood" }),
    choice("q05"),
  ];
  const answers = { q01: "a", q02: "b", q03: "b", kli: "a" };
  const { core } = launch(asked, { passing: 70 });
  core.begin();
  assert.deepEqual(core.objectives(), []);
  take(core, answers);
  assert.deepEqual(core.objectives(), [
    { id: "exits", raw: 75, status: "passed" },
    { id: "gas", raw: 0, status: "failed" },
    { id: "mood", raw: null, status: "completed" },
  ]);
  core.retry();
  assert.deepEqual(core.objectives(), [], "not while the next is under way");
  const free = launch(asked);
  take(free.core, answers);
  assert.deepEqual(free.core.objectives().map(({ status }) => status), ["completed", "completed", "completed"]);
});

test("questions() names them all in the order of the source, asked or not", () => {
  const { core } = launch(four(), { draw: { "": 1 }, shuffle: "questions" });
  assert.deepEqual(core.questions(), ["id-q01", "id-q02", "id-q03", "id-q04"]);
});

test("the place is the topmost question, from 1", () => {
  const { core, stored } = launch(four(), { shuffle: "questions" });
  core.begin();
  const { shown } = core.view();
  assert.equal(core.show(shown[2]), true);
  assert.equal(core.show(shown[2]), false);
  assert.equal(core.place(), 3);
  assert.equal(launch(four(), { shuffle: "questions" }, { record: stored() }).core.place(), 3);
  core.submit();
  core.retry();
  assert.equal(core.place(), 0);
});

test("how far it is: answered ones, never all before it is handed in", () => {
  const { core } = launch(four(), { passing: 80 });
  const so = () => core.measure({ rule: "passed" });
  assert.deepEqual(so(), { done: false, share: 0, key: "progress_submitted", values: { answered: 0, all: 4 } });
  core.begin();
  core.answer("q01", "a");
  assert.deepEqual([so().share, so().values.answered], [0.25, 1]);
  for (const key of ["q02", "q03", "q04"]) core.answer(key, "b");
  assert.ok(so().share < 1);
  core.submit();
  assert.deepEqual(so(), { done: false, share: null, key: "progress_passed", values: { percent: 25 } });
  core.retry();
  take(core, right(4));
  assert.deepEqual([so().done, so().share], [true, 1]);
});

test("targets and options are those of the question, the same at each look", () => {
  const { core, view } = launch([matching("kma"), truth("ktf")], { shuffle: "both" });
  core.begin();
  assert.deepEqual([...view().targets("kma")].sort(), ["a", "b", "c"]);
  assert.deepEqual(view().targets("kma"), view().targets("kma"));
  assert.deepEqual(view().options("ktf"), ["t", "f"]);
  assert.deepEqual(view().targets("ktf"), []);
});
