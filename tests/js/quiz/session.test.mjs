// A real quiz in a real session: whatever a learner does, an LMS that takes nothing but what the
// standard allows refuses nothing, and what it is told is what the learner sees.
import assert from "node:assert/strict";
import test from "node:test";
import { createCore } from "../../../templates/runtime/units/quiz.js";
import { createAccepts } from "../../../templates/runtime/cmi.js";
import { createReports } from "../../../templates/runtime/reports.js";
import { createSession } from "../../../templates/runtime/session.js";
import { createTracker } from "../../../templates/runtime/tracker.js";
import { fakeAdapter, fakeClock, seeded, table } from "../runtime/fakes.mjs";
import { KEY, anyAnswers, anyQuiz, body, choice, every, numeric } from "./makers.mjs";

const accepts = createAccepts(table);
const children = Object.fromEntries(
  ["cmi.interactions", "cmi.objectives"].flatMap((group) => [
    [`${group}._children`, table.children[group]],
    [`${group}._count`, "0"],
  ]),
);

// `values` is what the LMS holds, and keeps for the next launch.
function open(quiz, values, { report = "passed", seed = 1 } = {}) {
  const clock = fakeClock();
  const random = seeded(seed);
  const lms = fakeAdapter(values);
  const core = createCore({ body: { quiz }, key: KEY, now: clock.now, random: () => random.real(1) });
  const tracker = createTracker({ completion: { rule: "passed", amount: 0 }, core, now: clock.now });
  const reports = createReports({ lms, core, unit: "safety-quiz", interactions: "journal", hour: () => "09:08:07" });
  const session = createSession({
    lms,
    tracker,
    reports,
    now: clock.now,
    after: clock.after,
    unit: { key: KEY, report, exitWhenDone: "suspend" },
    tell() {},
  });
  session.start();
  return { core, clock, lms, session };
}

// By kind, too: the table knows the form of a response only with its type.
function judge(calls) {
  const kinds = new Map();
  for (const [call, element, value] of calls) {
    if (call !== "set") continue;
    assert.ok(accepts(element, value), `${element} = ${value}`);
    const [, index, part] = /^cmi\.interactions\.(\d+)\.(.*)$/.exec(element) || [];
    if (part === "type") kinds.set(index, value);
    if (part === "student_response" || /pattern$/.test(part || "")) {
      const { pattern = "", longest = 255 } = table.types[table.feedback[kinds.get(index)]];
      assert.match(value, new RegExp(pattern), `${kinds.get(index)}: ${value}`);
      assert.ok(value.length <= longest);
    }
  }
}

test("any quiz, any learner, over several sessions: nothing is refused, and nothing is lost", () => {
  const random = seeded(51);
  for (let run = 0; run < 60; run += 1) {
    const quiz = anyQuiz(random);
    const values = { ...children };
    let before = null;
    for (let launch = 0; launch < 3; launch += 1) {
      const { core, clock, lms, session } = open(quiz, values, { seed: run * 10 + launch, report: random.pick(["passed", "passed-failed", "completed-graded"]) });
      if (before) assert.deepEqual(core.outcome(), before.outcome);
      anyAnswers(core, random, clock);
      session.update();
      clock.pass(20_000);
      session.leave();
      judge(lms.calls);
      before = { outcome: core.outcome() };
      const outcome = core.outcome();
      if (outcome && outcome.raw !== null) {
        const told = Number(values["cmi.core.score.raw"]);
        assert.ok(outcome.last ? told === outcome.raw : told >= outcome.raw, `${told} of ${outcome.raw}`);
      }
      if (outcome && outcome.passed && values["cmi.core.lesson_status"] !== "completed") {
        assert.equal(values["cmi.core.lesson_status"], "passed");
      }
    }
  }
});

test("half of it in one session, half in the next, handed in: score, status, answers", () => {
  const quiz = body(every().map(({ made }) => made), { passing: 80 });
  const values = { ...children };
  const [early, late] = [every().slice(0, 3), every().slice(3)];
  const first = open(quiz, values);
  first.core.begin();
  for (const { made, right } of early) first.core.answer(made.key, right);
  first.session.update();
  first.session.leave();
  assert.equal(values["cmi.core.lesson_status"], "incomplete");
  assert.equal(values["cmi.core.score.raw"], undefined);

  const second = open(quiz, values, { seed: 2 });
  for (const { made, right } of late) second.core.answer(made.key, right);
  second.core.submit();
  second.session.update();
  judge(second.lms.calls);
  assert.deepEqual([values["cmi.core.lesson_status"], values["cmi.core.score.raw"]], ["passed", "100"]);
  for (let at = 0; at < 7; at += 1) assert.equal(values[`cmi.interactions.${at}.result`], "correct");
  assert.equal(values["cmi.interactions.0.id"], "safety-quiz_id-kch");
  assert.equal(values["cmi.interactions.6.student_response"], "a,b,c,d");
});

test("the mark of the LMS decides what the learner sees", () => {
  const values = { ...children, "cmi.student_data.mastery_score": "40" };
  const { core, session } = open(body([choice("q01"), choice("q02")], { passing: 90 }), values);
  core.begin();
  core.answer("q01", "a");
  core.submit();
  session.update();
  assert.equal(core.view().passed, true);
  assert.equal(values["cmi.core.lesson_status"], "passed");
});

test("what is no number leaves the response out, and is not called wrong", () => {
  const values = { ...children };
  const { core, session } = open(body([numeric("knu", 1, 2)]), values, { report: "completed-graded" });
  core.begin();
  core.answer("knu", "many");
  core.submit();
  session.update();
  assert.equal(values["cmi.interactions.0.student_response"], undefined);
  assert.equal(values["cmi.interactions.0.result"], "unanticipated");
});

// What the LMS has kept if the browser is killed right after `act`.
function killedAfter(rules, act) {
  const values = { ...children };
  const quiz = body([choice("q01", "a"), choice("q02", "a"), choice("q03", "a")], rules);
  const { core, clock, session, lms } = open(quiz, values);
  clock.pass(1000);
  act(core, session, clock);
  const committed = lms.calls.at(-1)[0] === "commit";
  const next = open(quiz, { ...values }, { seed: 2 });
  return { committed, before: core.view(), after: next.core.view(), next: next.core };
}

test("a killed browser is no second chance: the draw, the start of the clock and checks are kept at once", () => {
  const starts = { draw: { "": 1 }, shuffle: "both", seconds: 60 };
  for (const [rule, value] of Object.entries(starts)) {
    const { committed, before, after } = killedAfter({ [rule]: value }, (core, session) => {
      core.begin();
      session.update();
    });
    assert.ok(committed, rule);
    assert.equal(after.phase, "open", rule);
    assert.deepEqual(after.shown, before.shown, rule);
  }
  const checked = killedAfter({ feedback: "each" }, (core, session, clock) => {
    core.begin();
    core.answer("q01", "b");
    session.update();
    clock.pass(500);
    core.check("q01");
    session.update();
  });
  assert.ok(checked.committed);
  assert.equal(checked.after.checked("q01"), true);
  assert.equal(checked.next.answer("q01", "a"), false);
  const again = killedAfter({ attempts: 2, draw: { "": 1 } }, (core, session, clock) => {
    core.begin();
    core.submit();
    session.update();
    clock.pass(500);
    core.retry();
    session.update();
  });
  assert.ok(again.committed);
  assert.equal(again.after.phase, "open");
  assert.deepEqual(again.after.shown, again.before.shown);
});
