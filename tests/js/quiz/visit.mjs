// One visit to a unit that was built: its page data, and what an LMS kept of it, come as JSON on stdin;
// what the learner does there is done by the ids of questions; `lesson` is the mode of the launch.
// Gives what the LMS has afterwards.
import { readFileSync } from "node:fs";
import { createLms } from "../../../templates/preview/strict_lms.js";
import { createAccepts } from "../../../templates/runtime/cmi.js";
import { connect } from "../../../templates/runtime/lms/connect.js";
import { createSession } from "../../../templates/runtime/session.js";
import { createTracker } from "../../../templates/runtime/tracker.js";
import * as quiz from "../../../templates/runtime/units/quiz.js";
import { fakeClock, table } from "../runtime/fakes.mjs";

const { data, record, acts, seed, lesson } = JSON.parse(readFileSync(0, "utf8"));
const clock = fakeClock();
const core = quiz.createCore({ body: data.body, key: data.key, now: clock.now, random: () => seed });
const judge = createLms(table, { record, launch: {}, ...lesson });
const lms = connect({ api: judge.API, accepts: createAccepts(table), storage: () => null, name: "x" });
const session = createSession({
  lms,
  tracker: createTracker({ completion: data.completion, core, now: clock.now }),
  reports: quiz.createReports({
    lms,
    core,
    unit: data.unit,
    interactions: data.interactions,
    hour: () => "12:00:00",
  }),
  now: clock.now,
  after: clock.after,
  unit: data,
  tell() {},
});
session.start();
const { questions } = data.body.quiz;
const ids = Object.fromEntries(questions.map(({ id, key }) => [key, id]));
const keys = Object.fromEntries(questions.map(({ id, key }) => [id, key]));
// What the launch alone told the LMS, but for how it is to be left.
const launched = judge.log
  .filter(({ call, args }) => call === "LMSSetValue" && args[0] !== "cmi.core.exit")
  .map(({ args }) => args.join("="));
const { values: kept } = judge.record() || { values: {} };
if (core.view().phase === "ready") core.begin();
const found = look();
for (const [act, id, value] of acts) {
  core[act](...(id ? [keys[id], value] : []));
  clock.pass(1000);
  session.update();
}
const left = look();
session.leave();
const faults = judge.log.filter(({ error }) => error !== undefined && error !== "0");
console.log(JSON.stringify({ launched, kept, found, left, record: judge.record(), faults }));

function look() {
  const view = core.view();
  return {
    phase: view.phase,
    attempt: view.attempt,
    attemptsLeft: view.attemptsLeft,
    shown: view.shown.map((key) => ids[key]),
    open: view.unanswered.map((key) => ids[key]),
    answers: Object.fromEntries(view.shown.map((key) => [ids[key], view.answer(key)])),
    marks: Object.fromEntries(view.shown.map((key) => [ids[key], view.mark(key) && view.mark(key).share])),
    changed: view.changed,
    recorded: session.view().score,
    score: view.score,
    passed: view.passed,
    status: judge.snapshot()["cmi.core.lesson_status"],
    raw: judge.snapshot()["cmi.core.score.raw"],
  };
}
