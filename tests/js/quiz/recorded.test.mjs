// What an LMS holds after several attempts is what the page says that it holds.
import assert from "node:assert/strict";
import test from "node:test";
import { createCore } from "../../../templates/runtime/units/quiz.js";
import { createReports } from "../../../templates/runtime/reports.js";
import { createSession } from "../../../templates/runtime/session.js";
import { createTracker } from "../../../templates/runtime/tracker.js";
import { fakeAdapter, fakeClock, table } from "../runtime/fakes.mjs";
import { KEY, body, choice } from "./makers.mjs";

const RAW = "cmi.core.score.raw";
const STATUS = "cmi.core.lesson_status";
const QUIZ = ["q01", "q02", "q03", "q04"].map((key, at) => choice(key, "a", { objective: at < 2 ? "exits" : "gas" }));

function open(rules, values, report) {
  const clock = fakeClock();
  const lms = fakeAdapter(values);
  const core = createCore({ body: { quiz: body(QUIZ, { passing: 75, ...rules }) }, key: KEY, now: clock.now, random: () => 0.5 });
  const rule = core.view().passing === null ? "submitted" : "passed";
  const tracker = createTracker({ completion: { rule, amount: 0 }, core, now: clock.now });
  const reports = createReports({ lms, core, unit: "safety-quiz", interactions: "none", hour: () => "09:08:07" });
  const unit = { key: KEY, report, exitWhenDone: "suspend" };
  const session = createSession({ lms, tracker, reports, now: clock.now, after: clock.after, unit, tell() {} });
  session.start();
  return { core, clock, lms, session };
}

const fresh = () => ({
  "cmi.objectives._children": table.children["cmi.objectives"],
  "cmi.objectives._count": "0",
});

// So many of the four right, from the first or from the last one, in one attempt after the other, each
// in a visit of its own. Gives what the LMS holds after each, having held the page against it.
function played(scores, { report = "passed", mark = "", ...rules } = {}) {
  const values = { ...fresh(), "cmi.student_data.mastery_score": mark };
  return scores.map((count) => {
    const { core, clock, session } = open(rules, values, report);
    if (!core.begin()) assert.equal(core.retry(), true, "another attempt");
    QUIZ.forEach(({ key }, at) => core.answer(key, at < count || (count < 0 && at >= 4 + count) ? "a" : "b"));
    core.submit();
    session.update();
    const now = () => ({ raw: values[RAW], status: values[STATUS] });
    const told = now();
    const { passed } = core.view();
    assert.equal(String(session.view().score), told.raw);
    if (passed !== null) assert.equal(passed, told.status === "passed");
    clock.pass(1000);
    session.leave();
    const again = open(rules, { ...values }, report);
    assert.equal(String(again.session.view().score), told.raw, "and when it is opened again");
    assert.deepEqual(now(), told);
    return `${told.raw} ${told.status}`;
  });
}

test("best: a later attempt raises the score, and takes nothing back", () => {
  assert.deepEqual(played([3, 1, 4, 0]), ["75 passed", "75 passed", "100 passed", "100 passed"]);
  assert.deepEqual(played([2, 1, 3]), ["50 incomplete", "50 incomplete", "75 passed"]);
});

test("last: the score is that of the last attempt, and what was passed stays so", () => {
  assert.deepEqual(played([3, 1, 2], { score: "last" }), ["75 passed", "25 passed", "50 passed"]);
  assert.deepEqual(played([2, 1], { score: "last", report: "passed-failed" }), ["50 failed", "25 failed"]);
});

test("last, where the LMS decides by the score: no later one takes back what was passed", () => {
  const rules = { score: "last", report: "passed-failed", mark: "75" };
  assert.deepEqual(played([4, 3, 1], rules), ["100 passed", "75 passed", "75 passed"]);
});

test("attempts used up: failed is the last word, of whichever score counts", () => {
  for (const score of ["best", "last"]) {
    const held = score === "best" ? "50" : "25";
    assert.deepEqual(played([2, 1], { score, attempts: 2 }), ["50 incomplete", `${held} failed`]);
  }
});

test("without a passing score: completed, with the score that counts", () => {
  for (const [score, held] of [["best", "75"], ["last", "25"]]) {
    const rules = { passing: null, score, report: "completed-graded" };
    assert.deepEqual(played([3, 1], rules), ["75 completed", `${held} completed`]);
  }
});

test("nothing is said to be recorded where nothing is", () => {
  const { core, session } = open({}, { ...fresh(), "cmi.core.credit": "no-credit" }, "passed");
  core.begin();
  core.submit();
  session.update();
  assert.equal(session.view().score, null);
});

test("objectives stand in the LMS as the attempt left them whose score it holds", () => {
  const held = (rules) => {
    const values = fresh();
    for (const count of [2, -1]) {
      const { core, session } = open(rules, values, "passed");
      if (!core.begin()) core.retry();
      QUIZ.forEach(({ key }, at) => core.answer(key, at < count || (count < 0 && at >= 4 + count) ? "a" : "b"));
      core.submit();
      session.update();
      session.leave();
      values["cmi.objectives._count"] = "2";
    }
    return [0, 1].map((at) => ["id", "status", "score.raw"].map((part) => values[`cmi.objectives.${at}.${part}`]).join(" "));
  };
  assert.deepEqual(held({}), ["exits passed 100", "gas failed 0"]);
  assert.deepEqual(held({ score: "last" }), ["exits failed 0", "gas failed 50"]);
});

test("a killed browser gives no attempt back: that another one was begun is kept at once", () => {
  const values = fresh();
  const { core, clock, session, lms } = open({ attempts: 2 }, values, "passed");
  core.begin();
  core.submit();
  session.update();
  clock.pass(500);
  core.retry();
  session.update();
  assert.equal(lms.calls.at(-1)[0], "commit");
  const next = open({ attempts: 2 }, { ...values }, "passed").core.view();
  assert.deepEqual([next.phase, next.attempt, next.attemptsLeft], ["open", 2, 0]);
});
