// What an LMS is told of a graded unit: scores, status, answers, objectives. R.. are the rules of the
// reference for what a unit says to an LMS.
import assert from "node:assert/strict";
import test from "node:test";
import { createReports } from "../../../templates/runtime/reports.js";
import { earned, formatScore, readScore } from "../../../templates/runtime/scores.js";
import { createSession } from "../../../templates/runtime/session.js";
import { createTracker } from "../../../templates/runtime/tracker.js";
import { fakeAdapter, fakeAnswer, fakeClock, fakeQuiz } from "./fakes.mjs";

const STATUS = "cmi.core.lesson_status";
const STATE = "cmi.suspend_data";
const RAW = "cmi.core.score.raw";
const MARK = "cmi.student_data.mastery_score";
const ANSWERS = "cmi.interactions";
const AIMS = "cmi.objectives";
const ALL_PARTS = {
  [`${ANSWERS}._children`]:
    "id,objectives,time,type,correct_responses,weighting,student_response,result,latency",
  [`${ANSWERS}._count`]: "0",
};

// `values` is what the LMS holds; the rest describes the unit.
function open(values = {}, { report = "passed", rule = "passed", way = "journal", ...quiz } = {}) {
  const lms = fakeAdapter({ ...values });
  const clock = fakeClock();
  const core = fakeQuiz(quiz);
  const tracker = createTracker({ completion: { rule, amount: 0 }, core, now: clock.now });
  const session = createSession({
    lms,
    tracker,
    reports: createReports({
      lms,
      core,
      unit: "safety-quiz",
      interactions: way,
      hour: () => "09:08:07",
    }),
    now: clock.now,
    after: clock.after,
    unit: { key: "abc", report, exitWhenDone: "suspend" },
    tell() {},
  });
  session.start();
  const hand = (score, answers) => {
    clock.pass(1000);
    core.hand(score, answers);
    session.update();
  };
  return { lms, clock, core, session, hand };
}

// What was told of score and status only.
const verdicts = (lms) => lms.told().filter((line) => /^(raw|min|max|lesson_status)=/.test(line));
// The elements of interactions and objectives that were set, with their values, in their order.
const records = (lms, group = ANSWERS) =>
  lms.calls
    .filter(([call, element]) => call === "set" && element.startsWith(`${group}.`))
    .map(([, element, value]) => `${element.slice(group.length + 1)}=${value}`);
const SCORE = (raw) => [`raw=${raw}`, "min=0", "max=100"];

// Each attempt hands in a score; behind the arrow is what is told at that moment.
const REPORTS = [
  [
    "passed: incomplete until it is passed",
    { report: "passed", passing: 80 },
    [[50, SCORE(50)], [60.126, ["raw=60.13"]], [85, ["raw=85", "lesson_status=passed"]]],
  ],
  [
    "passed: failed once no attempt is left",
    { report: "passed", passing: 80, attempts: 2 },
    [[50, SCORE(50)], [20, ["lesson_status=failed"]]],
  ],
  [
    "passed-failed: failed after each attempt below the mark",
    { report: "passed-failed", passing: 80, rule: "submitted" },
    [
      [79.99, [...SCORE("79.99"), "lesson_status=failed"]],
      [10, []],
      [80, ["raw=80", "lesson_status=passed"]],
      [20, []],
    ],
  ],
  [
    "completed-graded: completed, with a score",
    { report: "completed-graded", rule: "submitted" },
    [[40, [...SCORE(40), "lesson_status=completed"]], [90, ["raw=90"]], [30, []]],
  ],
  [
    "completed-graded with a mark: completed when passed, and never failed",
    { report: "completed-graded", passing: 80, attempts: 2 },
    [[40, SCORE(40)], [90, ["raw=90", "lesson_status=completed"]]],
  ],
  [
    "completed: no score at all",
    { report: "completed", rule: "submitted" },
    [[40, ["lesson_status=completed"]], [90, []]],
  ],
  [
    "the last score counts, where the course wants it; the status does not fall with it",
    { report: "passed-failed", passing: 80, last: true, rule: "submitted" },
    [
      [90, [...SCORE(90), "lesson_status=passed"]],
      [30, ["raw=30"]],
      [90, ["raw=90"]],
    ],
  ],
  [
    "nothing scored: no score, never a blank one",
    { report: "completed-graded", rule: "submitted", attempts: 0 },
    [[NaN, ["lesson_status=completed"]]],
  ],
];

for (const [name, unit, attempts] of REPORTS) {
  test(`R04 R05 R13 R15 ${name}`, () => {
    const { lms, hand, core, session } = open({}, unit);
    if (Number.isNaN(attempts[0][0])) {
      const { outcome } = core;
      core.outcome = () => outcome() && { ...outcome(), raw: null };
    }
    assert.deepEqual(verdicts(lms), ["lesson_status=incomplete"]);
    for (const [score, told] of attempts) {
      hand(score);
      assert.deepEqual(verdicts(lms), told, `after ${score}`);
    }
    session.leave();
    assert.deepEqual(verdicts(lms), []);
  });
}

test("a status is earned by the outcome, whatever else was done", () => {
  const passed = { raw: 90, passed: true, over: false };
  const failed = { raw: 10, passed: false, over: false };
  const last = { raw: 10, passed: false, over: true };
  const unscored = { raw: null, passed: null, over: false };
  const table = [
    ["completed", true, null, "completed"],
    ["completed", false, passed, "incomplete"],
    ["completed-graded", false, failed, "incomplete"],
    ["completed-graded", true, last, "completed"],
    ["passed", false, null, "incomplete"],
    ["passed", true, null, "incomplete"],
    ["passed", true, failed, "incomplete"],
    ["passed", false, last, "failed"],
    ["passed", true, passed, "passed"],
    ["passed-failed", true, null, "incomplete"],
    ["passed-failed", true, failed, "failed"],
    ["passed-failed", true, passed, "passed"],
    ["passed", true, unscored, "completed"],
    ["passed-failed", false, unscored, "incomplete"],
    // Passed, and to be there for ten minutes besides.
    ["passed-failed", false, passed, "incomplete"],
  ];
  for (const [report, done, outcome, status] of table) {
    assert.equal(earned(report, done, outcome), status, `${report} ${done} ${JSON.stringify(outcome)}`);
  }
});

test("R05 R13 scores have two decimals at most, a point, no exponent, and stay from 0 to 100", () => {
  const table = [[0, "0"], [100, "100"], [66.666666, "66.67"], [0.001, "0"], [1e-7, "0"], [33.335, "33.34"],
    [99.999, "100"], [-3, "0"], [130, "100"]];
  for (const [number, text] of table) assert.equal(formatScore(number), text);
});

test("only a number from 0 to 100 is a score of an LMS", () => {
  for (const [text, number] of [["0", 0], ["80", 80], ["80.0", 80], [" 75.5 ", 75.5], ["100", 100], ["50.", 50]]) {
    assert.equal(readScore(text), number, text);
  }
  for (const text of ["", " ", "-1", "100.1", "101", "1e2", "80%", "eighty", "null", "NaN", "0x10", "8,5"]) {
    assert.equal(readScore(text), null, text);
  }
});

test("R15 score first, then status, state and time, and last the answers; one commit for all", () => {
  const { lms, hand, core } = open(
    { ...ALL_PARTS, [`${AIMS}._children`]: "id,score,status", [`${AIMS}._count`]: "0" },
    { passing: 80 },
  );
  core.aims = [{ id: "escape", raw: 100, status: "passed" }];
  lms.told();
  hand(90, [fakeAnswer("where")]);
  const lines = lms.told();
  const order = ["raw=90", "min=0", "max=100", "lesson_status=passed", "suspend_data=1abcpq...90~", "lesson_location=q.0",
    "session_time=0000:00:01.00", "id=safety-quiz_where", "type=choice", "time=09:08:07", "pattern=a", "weighting=1",
    "student_response=a", "result=correct", "latency=0000:00:12.34", "id=escape", "raw=100", "min=0", "max=100",
    "status=passed", "commit"];
  assert.deepEqual(lines, order);
});

test("an attempt that is handed in is committed at once, also when nothing else is new", () => {
  const { lms, hand, clock } = open({}, { passing: 80 });
  hand(50);
  clock.pass(1500);
  lms.told();
  hand(50);
  const lines = lms.told();
  assert.equal(lines[lines.length - 1], "commit");
});

test("answers that are checked one by one wait for the next save", () => {
  const { lms, core, session, clock } = open(ALL_PARTS, { passing: 80 });
  clock.pass(2000);
  core.check([fakeAnswer("where")]);
  session.update();
  assert.deepEqual(records(lms), []);
  clock.pass(10_000);
  assert.equal(records(lms)[0], "0.id=safety-quiz_where");
  core.check([fakeAnswer("feed")]);
  session.update();
  session.hide();
  assert.equal(records(lms).filter((line) => /id=/.test(line)).length, 2);
});

test("R12 R13 opened and left: no score, no answer, no objective", () => {
  const { lms, session, core, clock } = open(ALL_PARTS, { passing: 80 });
  core.aims = [{ id: "escape", raw: null, status: "incomplete" }];
  clock.pass(20_000);
  session.update();
  session.leave();
  assert.deepEqual(verdicts(lms), ["lesson_status=incomplete"]);
  assert.ok(!lms.calls.some(([, element]) => element && /interactions|objectives/.test(element)));
});

test("R12 relaunched, what was reached is told neither lower nor again", () => {
  for (const status of ["passed", "failed", "completed"]) {
    const mark = { passed: "p", failed: "f", completed: "c" }[status];
    const values = { [STATUS]: status, [RAW]: "85.0", [STATE]: `1abc${mark}q...85~` };
    const { lms, session } = open(values, { report: "passed-failed", passing: 90 });
    session.update();
    session.leave();
    assert.deepEqual(verdicts(lms), status === "failed" ? ["lesson_status=failed"] : [], status);
  }
});

test("R12 a failing attempt after a pass changes nothing, though our state was lost", () => {
  const { lms, hand } = open({ [STATUS]: "passed", [RAW]: "90" }, { report: "passed-failed", passing: 80, attempts: 1 });
  hand(20);
  assert.deepEqual(verdicts(lms), SCORE(90));
  assert.equal(lms.values[RAW], "90");
});

test("an LMS that begins with a score of 0 gets ours (scormhost)", () => {
  const { lms, hand } = open({ [RAW]: "0" }, { passing: 80 });
  assert.deepEqual(verdicts(lms), ["lesson_status=incomplete"]);
  hand(0);
  assert.deepEqual(verdicts(lms), SCORE(0));
});

test("R15 an LMS that answers with blanks hears score and status again, in this order (Open edX)", () => {
  const { lms } = open({ [STATE]: "1abcpq...90~" }, { passing: 80 });
  assert.deepEqual(verdicts(lms), [...SCORE(90), "lesson_status=passed"]);
});

test("the mark of the LMS comes before that of the course, and before what was done is read", () => {
  for (const [text, mark] of [["60", 60], ["0", 0], ["", null], ["none", null], ["140", null]]) {
    const { core } = open({ [MARK]: text }, { passing: 80 });
    assert.deepEqual(core.obeyed, [mark, "restored"], text);
  }
  const { lms, hand } = open({ [MARK]: "60" }, { report: "passed-failed", passing: 80 });
  hand(70);
  assert.deepEqual(verdicts(lms).pop(), "lesson_status=passed");
});

test("where the LMS decides by the score, a later one does not take back what was passed", () => {
  const { lms, hand } = open({ [MARK]: "80" }, { report: "passed-failed", last: true, rule: "submitted" });
  hand(90);
  lms.told();
  hand(30);
  assert.deepEqual(verdicts(lms), []);
  hand(85);
  assert.deepEqual(verdicts(lms), ["raw=85"]);
});

test("the learner is told of the mark of the LMS, where the mark is what completes the unit", () => {
  const told = (rule, text) => open({ [MARK]: text }, { rule, passing: 80 }).session.view().mark;
  assert.equal(told("passed", "60"), 60);
  assert.equal(told("passed", ""), null);
  assert.equal(told("submitted", "60"), null);
});

test("a unit that gives no score asks for neither score nor mark", () => {
  const { lms, core } = open({}, { report: "completed", rule: "submitted" });
  assert.ok(!lms.calls.some(([, element]) => [RAW, MARK].includes(element)));
  assert.deepEqual(core.obeyed, ["restored"]);
});

test("R09 review and browse: nothing but the time", () => {
  for (const mode of ["review", "browse"]) {
    const { lms, hand, session, core } = open(
      { ...ALL_PARTS, "cmi.core.lesson_mode": mode, [STATE]: "1abcpq...90~" },
      { passing: 80 },
    );
    core.aims = [{ id: "escape", raw: 100, status: "passed" }];
    hand(100, [fakeAnswer("where")]);
    session.leave();
    assert.deepEqual(lms.told(), ["session_time=0000:00:01.00", "commit", "finish"]);
  }
});

test("R09 no-credit: state and place, neither score nor status, answers, objectives", () => {
  const { lms, hand, session, core } = open({ ...ALL_PARTS, "cmi.core.credit": "no-credit" }, { passing: 80 });
  core.aims = [{ id: "escape", raw: 100, status: "passed" }];
  hand(100, [fakeAnswer("where")]);
  session.leave();
  assert.deepEqual(lms.told(), ["exit=suspend", "commit", "suspend_data=1abc-q...100~", "lesson_location=q.0",
    "session_time=0000:00:01.00", "commit", "finish"]);
});

test("interactions: the parts in the order of the standard, those that have nothing left out", () => {
  const { lms, hand } = open(ALL_PARTS, { passing: 80 });
  hand(50, [
    fakeAnswer("feed", { patterns: ["{a,b}", "{b,c}"], objective: "fire", weighting: 0.1 + 0.2, result: "0.5" }),
    fakeAnswer("likes", { kind: "likert", patterns: [], response: "", result: "neutral", latency: null }),
  ]);
  assert.deepEqual(records(lms), ["0.id=safety-quiz_feed", "0.type=choice", "0.objectives.0.id=fire", "0.time=09:08:07",
    "0.correct_responses.0.pattern={a,b}", "0.correct_responses.1.pattern={b,c}", "0.weighting=0.3",
    "0.student_response=a", "0.result=0.5", "0.latency=0000:00:12.34",
    "1.id=safety-quiz_likes", "1.type=likert", "1.time=09:08:07", "1.weighting=1", "1.result=neutral"]);
});

const ids = (lms) => records(lms).filter((line) => /^\d+\.id=/.test(line));

test("interactions, a journal: new records behind those that the LMS has", () => {
  const { lms, hand } = open({ ...ALL_PARTS, [`${ANSWERS}._count`]: "7" }, { passing: 80 });
  hand(10, [fakeAnswer("where"), fakeAnswer("feed")]);
  hand(20, [fakeAnswer("where")]);
  assert.deepEqual(ids(lms), ["7.id=safety-quiz_where", "8.id=safety-quiz_feed", "9.id=safety-quiz_where"]);
});

test("interactions, the state: one record a question, at its place among the unit's", () => {
  const questions = ["where", "feed", "doors", "gas"];
  const unit = { passing: 80, way: "state", questions };
  const { lms, hand } = open(ALL_PARTS, unit);
  hand(10, [fakeAnswer("doors")]);
  assert.deepEqual(ids(lms), ["0.id=safety-quiz_where", "1.id=safety-quiz_feed", "2.id=safety-quiz_doors"]);
  lms.told();
  hand(20, [fakeAnswer("where"), fakeAnswer("doors", { response: "b" })]);
  assert.deepEqual(ids(lms), ["0.id=safety-quiz_where", "2.id=safety-quiz_doors"]);
  // The next launch finds them at the same places.
  const later = open({ ...ALL_PARTS, [`${ANSWERS}._count`]: "3" }, unit);
  later.hand(30, [fakeAnswer("gas"), fakeAnswer("feed")]);
  assert.deepEqual(ids(later.lms), ["3.id=safety-quiz_gas", "1.id=safety-quiz_feed"]);
});

test("interactions, none: the LMS is not even asked", () => {
  const { lms, hand } = open(ALL_PARTS, { passing: 80, way: "none" });
  hand(90, [fakeAnswer("where")]);
  assert.ok(!lms.calls.some(([, element]) => element && element.startsWith(ANSWERS)));
});

test("a blank count is 0 only where the LMS says what interactions consist of", () => {
  const says = open({ [`${ANSWERS}._children`]: "id,type,result" }, { passing: 80 });
  says.hand(90, [fakeAnswer("where")]);
  assert.deepEqual(records(says.lms), ["0.id=safety-quiz_where", "0.type=choice", "0.result=correct"]);
  for (const children of ["", "type,result"]) {
    const silent = open({ [`${ANSWERS}._children`]: children, [`${ANSWERS}._count`]: "3" }, { passing: 80 });
    silent.hand(90, [fakeAnswer("where")]);
    silent.hand(95, [fakeAnswer("where")]);
    assert.deepEqual(records(silent.lms), []);
    assert.equal(silent.lms.calls.filter(([, element]) => element === `${ANSWERS}._children`).length, 1);
    assert.equal(silent.session.view().saved, "saved");
  }
});

test("an LMS that refuses a record is not asked again, and nothing else waits for it", () => {
  const { lms, hand, clock, session } = open(ALL_PARTS, { passing: 80 });
  lms.refuse.add(`${ANSWERS}.0.id`);
  hand(50, [fakeAnswer("where"), fakeAnswer("feed")]);
  hand(90, [fakeAnswer("where")]);
  clock.pass(600_000);
  assert.deepEqual(records(lms), ["0.id=safety-quiz_where"]);
  assert.equal(session.view().saved, "saved");
  assert.equal(lms.values[STATUS], "passed");
  assert.equal(lms.values[STATE], "1abcpq...50.90~");
});

test("a part that the LMS refuses is left out, once and for all", () => {
  const { lms, hand, clock, session } = open(ALL_PARTS, { passing: 80 });
  lms.refuse.add(`${ANSWERS}.0.correct_responses.0.pattern`);
  hand(90, [fakeAnswer("where")]);
  clock.pass(600_000);
  assert.equal(records(lms).filter((line) => line === "0.correct_responses.0.pattern=a").length, 1);
  assert.ok(records(lms).includes("0.latency=0000:00:12.34"));
  assert.equal(session.view().saved, "saved");
});

test("a commit that fails is tried again without the answers, which the LMS has", () => {
  const { lms, hand, clock } = open(ALL_PARTS, { passing: 80 });
  lms.commits = false;
  hand(90, [fakeAnswer("where")]);
  lms.commits = true;
  clock.pass(20_000);
  assert.deepEqual(ids(lms), ["0.id=safety-quiz_where"]);
});

const AIM_PARTS = { [`${AIMS}._children`]: "id,score,status", [`${AIMS}._count`]: "2",
  [`${AIMS}.0.id`]: "first-aid", [`${AIMS}.1.id`]: "escape" };

test("objectives: found by their id, else added; only what has changed", () => {
  const { lms, hand, core } = open(AIM_PARTS, { passing: 80 });
  core.aims = [{ id: "escape", raw: 50, status: "failed" }, { id: "doors", raw: null, status: "completed" }];
  hand(50);
  assert.deepEqual(records(lms, AIMS), ["1.score.raw=50", "1.score.min=0", "1.score.max=100", "1.status=failed",
    "2.id=doors", "2.status=completed"]);
  lms.told();
  core.aims = [{ id: "escape", raw: 66.6666, status: "failed" }, { id: "doors", raw: null, status: "completed" }];
  hand(60);
  assert.deepEqual(records(lms, AIMS), ["1.score.raw=66.67"]);
});

test("objectives: left out where the LMS has none, or refuses one", () => {
  for (const values of [{}, { [`${AIMS}._count`]: "4" }]) {
    const { lms, hand, core } = open(values, { passing: 80 });
    core.aims = [{ id: "escape", raw: 50, status: "failed" }];
    hand(50);
    assert.deepEqual(records(lms, AIMS), []);
  }
  const { lms, hand, core, session, clock } = open(AIM_PARTS, { passing: 80 });
  core.aims = [{ id: "doors", raw: 50, status: "failed" }, { id: "escape", raw: 50, status: "failed" }];
  lms.refuse.add(`${AIMS}.2.id`);
  hand(50);
  clock.pass(600_000);
  hand(60);
  assert.equal(records(lms, AIMS).filter((line) => line === "2.id=doors").length, 1);
  assert.ok(records(lms, AIMS).includes("1.status=failed"), "those that are there are kept up");
  assert.equal(session.view().saved, "saved");
});
