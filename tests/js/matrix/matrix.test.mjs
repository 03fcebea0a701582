// Every unit type and kind of question, in every LMS, through every way in which learners come and go:
// session, adapter and the strict LMS, without a page. What holds everywhere (R01 to R15 of the
// rules of run time) is asked of each launch; what comes of it, of each cell.
import assert from "node:assert/strict";
import test from "node:test";
import { PROFILES } from "../../../templates/preview/profiles.js";
import { createLms } from "../../../templates/preview/strict_lms.js";
import { createAccepts } from "../../../templates/runtime/cmi.js";
import { connect } from "../../../templates/runtime/lms/connect.js";
import { createReports } from "../../../templates/runtime/reports.js";
import { createSession } from "../../../templates/runtime/session.js";
import { createTracker } from "../../../templates/runtime/tracker.js";
import { KEY } from "../quiz/makers.mjs";
import { fakeClock, table } from "../runtime/fakes.mjs";
import { UNITS } from "./units.mjs";

const STATUS = "cmi.core.lesson_status";
const STATE = "cmi.suspend_data";
const RAW = "cmi.core.score.raw";
const accepts = createAccepts(table);

// What a profile lets come about. `status`: the LMS hears of it; `keeps`: the next launch finds what
// the one before left; `errors`: the error numbers that its calls may earn, which no SCO can help.
const USUAL = { status: true, keeps: true, errors: [] };
const ALLOWED = {
  "no-interactions": { ...USUAL, errors: ["401"] },
  mandatory: { ...USUAL, errors: ["401"] },
  "always-false": { status: false, keeps: false, errors: ["101"] },
  throws: { status: false, keeps: false, errors: [] },
  offline: { ...USUAL, errors: ["101"] },
  review: { status: false, keeps: false, errors: [] },
  browse: { status: false, keeps: false, errors: [] },
  "no-credit": { status: false, keeps: true, errors: [] },
};

// One learner in one LMS, over launches.
function learner(unit, profile) {
  let record = null;
  return {
    open() {
      const clock = fakeClock();
      const lms = createLms(table, { record, profile: PROFILES[profile], now: clock.now, wait() {} });
      const core = unit.create(clock);
      const tracker = createTracker({ completion: unit.completion, core, now: clock.now });
      const adapter = connect({ api: lms.API, accepts, storage: () => null, name: "x" });
      const reports =
        "takeAnswers" in core
          ? createReports({ lms: adapter, core, unit: "u", interactions: "journal", hour: () => "09:08:07" })
          : null;
      const session = createSession({
        lms: adapter,
        tracker,
        reports,
        now: clock.now,
        after: clock.after,
        unit: { key: KEY, report: unit.report, exitWhenDone: "suspend" },
        tell() {},
      });
      session.start();
      if (unit.ready) unit.ready(core);
      tracker.show(true);
      return {
        clock,
        core,
        session,
        did(what) {
          clock.pass(2000);
          unit[what](core);
          session.update();
        },
        gone: () => (record = lms.record()),
        leave() {
          session.leave();
          clock.pass(600_000);
          record = lms.record();
        },
        lms,
      };
    },
    spoil(state) {
      if (record) record.values[STATE] = state;
    },
  };
}

// What holds of every launch, whatever came of it.
function judge({ log }, profile, isOver) {
  const { errors } = ALLOWED[profile] || USUAL;
  const calls = log.map(({ call }) => call);
  const of = (name) => log.filter(({ call }) => call === name);
  for (const { call, args, error } of log) {
    const isFine = error === undefined || error === "0" || errors.includes(error);
    assert.ok(isFine, `${call}(${args}) ${error}`);
    assert.ok(error !== "401" || /^cmi\.(interactions|objectives|student_data|comments)/.test(args[0]), `${args}`);
  }
  assert.equal(of("LMSInitialize").length, 1, "R01");
  const finishes = of("LMSFinish").length;
  if (isOver && finishes) assert.equal(calls.at(-1), "LMSFinish", "R02");
  assert.ok(finishes <= 1, "R02");
  const sets = of("LMSSetValue").map(({ args }) => args);
  for (const [element, value] of sets) {
    assert.equal(typeof value, "string");
    if (element.startsWith("cmi.core.score")) assert.match(value, /^\d{1,3}(\.\d{1,2})?$/, "R05 R13");
    if (element === "cmi.core.session_time") assert.match(value, /^\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?$/, "R06");
    if (element === STATE) assert.match(value, /^[A-Za-z0-9._~-]{0,4000}$/, "R07");
  }
  const score = sets.findIndex(([element]) => element === RAW);
  const passed = sets.findIndex(([element, value]) => element === STATUS && /passed|failed/.test(value));
  if (passed >= 0) assert.ok(score >= 0 && score < passed, "R15");
  if (profile === "review" || profile === "browse") {
    assert.ok(sets.every(([element]) => element === "cmi.core.session_time"), "R09");
  }
  if (profile === "no-credit") assert.ok(!sets.some(([name]) => /status|score|interactions/.test(name)), "R09");
  for (let at = 1; at < log.length; at += 1) {
    const [one, two] = [log[at - 1], log[at]];
    const isTwice = one.call === "LMSSetValue" && two.call === "LMSSetValue" && one.args[0] === two.args[0];
    assert.ok(!isTwice || errors.length > 0, `R14 ${two.args}`);
  }
}

const statusOf = ({ lms }) => (lms.record() || { values: {} }).values[STATUS];
const finished = (unit) => (unit.report === "passed" ? "passed" : "completed");

// Each plays one learner, and says what has to have come of it. `over` are the launches that were left.
const SCENARIOS = {
  "opened and closed"(unit, profile, one) {
    const launch = one.open();
    launch.clock.pass(300);
    launch.leave();
    if (may(profile).status) assert.equal(statusOf(launch), "incomplete");
    return [launch];
  },
  finished(unit, profile, one) {
    const launch = one.open();
    launch.did("finish");
    launch.clock.pass(60_000);
    launch.leave();
    if (may(profile).status) assert.equal(statusOf(launch), finished(unit));
    assert.equal(launch.session.view().progress.done, true);
    return [launch];
  },
  "failed, then passed"(unit, profile, one) {
    const launch = one.open();
    launch.did("fail");
    const between = statusOf(launch);
    launch.clock.pass(60_000);
    launch.did("finish");
    launch.clock.pass(60_000);
    launch.leave();
    if (may(profile).status) {
      assert.notEqual(between, "passed");
      assert.equal(statusOf(launch), "passed");
      assert.ok(Number(launch.lms.record().values[RAW]) >= 80);
    }
    return [launch];
  },
  "left half-way, and resumed"(unit, profile, one) {
    const first = one.open();
    first.did("half");
    const kept = unit.kept(first.core);
    first.leave();
    const second = one.open();
    if (may(profile).keeps) assert.equal(unit.kept(second.core), kept);
    second.did("finish");
    second.clock.pass(60_000);
    second.leave();
    if (may(profile).status) assert.equal(statusOf(second), finished(unit));
    return [first, second];
  },
  "tab closed half-way, and resumed"(unit, profile, one) {
    const first = one.open();
    first.did("half");
    const kept = unit.kept(first.core);
    // The network that fails is there again by then.
    first.clock.pass(120_000);
    first.session.hide();
    first.leave();
    const second = one.open();
    if (may(profile).keeps) assert.equal(unit.kept(second.core), kept);
    second.leave();
    return [first, second];
  },
  "killed half-way, and resumed"(unit, profile, one) {
    const first = one.open();
    first.did("half");
    const kept = unit.kept(first.core);
    first.clock.pass(120_000);
    first.gone();
    const second = one.open();
    if (may(profile).keeps) assert.equal(unit.kept(second.core), kept);
    second.leave();
    return [first, second];
  },
  "hidden, and killed"(unit, profile, one) {
    const first = one.open();
    first.did("half");
    const kept = unit.kept(first.core);
    first.session.hide();
    first.gone();
    const second = one.open();
    // Without a network nothing arrives at once.
    if (may(profile).keeps && profile !== "offline") assert.equal(unit.kept(second.core), kept);
    second.leave();
    return [first, second];
  },
  "opened again when done"(unit, profile, one) {
    const first = one.open();
    first.did("finish");
    first.clock.pass(60_000);
    first.leave();
    const second = one.open();
    second.clock.pass(20_000);
    second.leave();
    const said = second.lms.log.filter(({ args }) => args[0] === STATUS && args[1] === "incomplete");
    if (may(profile).status) {
      assert.deepEqual(said, [], "R12");
      assert.equal(statusOf(second), finished(unit));
    }
    return [first, second];
  },
  "state of another version"(unit, profile, one) {
    const launches = [];
    for (const state of ["2~somebody's own: \u{1f525}", "1", "~~~", "1abc.q.zzzz", "x".repeat(4096)]) {
      const first = one.open();
      first.did("half");
      first.leave();
      one.spoil(state);
      const second = one.open();
      second.did("finish");
      second.clock.pass(60_000);
      second.leave();
      if (may(profile).status) assert.equal(statusOf(second), finished(unit), state.slice(0, 20));
      launches.push(first, second);
    }
    return launches;
  },
};

const may = (profile) => ALLOWED[profile] || USUAL;

// Cells that cannot be, each with the reason.
function absent(unit, scenario) {
  return scenario === "failed, then passed" && !unit.graded ? "there is nothing to fail" : "";
}

let run = 0;
let impossible = 0;
for (const [type, unit] of Object.entries(UNITS)) {
  for (const profile of Object.keys(PROFILES)) {
    test(`${type} in ${profile}`, () => {
      for (const [scenario, play] of Object.entries(SCENARIOS)) {
        if (absent(unit, scenario)) {
          impossible += 1;
          continue;
        }
        try {
          for (const launch of play(unit, profile, learner(unit, profile))) {
            judge(launch.lms, profile, launch.session.isClosed());
          }
        } catch (problem) {
          problem.message = `${scenario}: ${problem.message}`;
          throw problem;
        }
        run += 1;
      }
    });
  }
}

test("every cell was run, or is listed with its reason", () => {
  const cells = Object.keys(UNITS).length * Object.keys(PROFILES).length * Object.keys(SCENARIOS).length;
  assert.equal(run + impossible, cells);
  assert.equal(Object.keys(UNITS).length, 14);
  assert.equal(Object.keys(PROFILES).length, 16);
});
