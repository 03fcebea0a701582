// The adapter over LMSs as they are: R01, R03, R11, R13.
import assert from "node:assert/strict";
import test from "node:test";
import { createAccepts } from "../../../templates/runtime/cmi.js";
import { connect } from "../../../templates/runtime/lms/connect.js";
import { createScorm12 } from "../../../templates/runtime/lms/scorm12.js";
import { createSession } from "../../../templates/runtime/session.js";
import { fakeClock, fakeTracker, table } from "./fakes.mjs";

const accepts = createAccepts(table);
const STATUS = "cmi.core.lesson_status";

// An API object that answers every call with `answer` and its error number with `error`.
function fakeApi(answer, error = "0", changes = {}) {
  const calls = [];
  const api = { calls };
  for (const name of ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit"]) {
    api[name] = (...args) => {
      calls.push([name, ...args]);
      return typeof answer === "function" ? answer(name, ...args) : answer;
    };
  }
  return Object.assign(api, { LMSGetLastError: () => error }, changes);
}

test("what counts as yes", () => {
  for (const yes of ["true", "TRUE", true, 1, "1"]) {
    assert.equal(createScorm12(fakeApi(yes, "101"), accepts).commit(), true, String(yes));
  }
  for (const no of ["false", false, 0, "0"]) {
    assert.equal(createScorm12(fakeApi(no, "0"), accepts).commit(), false, String(no));
  }
  for (const nothing of [undefined, null, "", "ok"]) {
    assert.equal(createScorm12(fakeApi(nothing, "0"), accepts).commit(), true, String(nothing));
    assert.equal(createScorm12(fakeApi(nothing, 0), accepts).commit(), true, String(nothing));
    assert.equal(createScorm12(fakeApi(nothing, "391"), accepts).commit(), false, String(nothing));
    const mute = fakeApi(nothing, "0", { LMSGetLastError: undefined });
    assert.equal(createScorm12(mute, accepts).commit(), false, "nobody said yes");
  }
});

test("all arguments are strings, the empty one too", () => {
  const api = fakeApi("true");
  const lms = createScorm12(api, accepts);
  lms.initialize();
  lms.set(STATUS, "incomplete");
  lms.get(STATUS);
  lms.commit();
  lms.finish();
  assert.deepEqual(api.calls, [
    ["LMSInitialize", ""],
    ["LMSSetValue", STATUS, "incomplete"],
    ["LMSGetValue", STATUS],
    ["LMSCommit", ""],
    ["LMSFinish", ""],
  ]);
});

test("functions keep their object: LMSs use `this`", () => {
  const api = { open: false, LMSInitialize() { this.open = true; return "true"; } };
  createScorm12(api, accepts).initialize();
  assert.equal(api.open, true);
});

test("what is read is a string", () => {
  assert.equal(createScorm12(fakeApi(80), accepts).get("cmi.core.score.raw"), "80");
  for (const nothing of [undefined, null]) {
    assert.equal(createScorm12(fakeApi(nothing), accepts).get(STATUS), "");
  }
});

test("R03 R13 a value outside the data model is never sent", () => {
  const api = fakeApi("true");
  const lms = createScorm12(api, accepts);
  for (const [element, value] of [
    [STATUS, "not attempted"],
    [STATUS, ""],
    [STATUS, "Completed"],
    ["cmi.core.exit", "normal"],
    ["cmi.core.session_time", "PT1M"],
    ["cmi.core.session_time", "1:00:00"],
    ["cmi.core.score.raw", ""],
    ["cmi.core.score.raw", "NaN"],
    ["cmi.core.score.raw", "-1"],
    ["cmi.core.score.raw", "100.5"],
    ["cmi.core.score.raw", "12,5"],
    ["cmi.core.lesson_location", "x".repeat(256)],
    ["cmi.suspend_data", "x".repeat(4097)],
    ["cmi.core.student_name", "Doe"],
    ["cmi.core.total_time", "0000:00:01.00"],
    ["cmi.completion_status", "completed"],
    ["cmi.interactions.0.result", "incorrect"],
    ["cmi.interactions.0.id", "two words"],
    [STATUS, undefined],
    [STATUS, 1],
  ]) {
    assert.equal(lms.set(element, value), false, `${element}=${value}`);
  }
  assert.deepEqual(api.calls, []);
  for (const [element, value] of [
    [STATUS, "passed"],
    ["cmi.core.exit", ""],
    ["cmi.core.exit", "suspend"],
    ["cmi.core.session_time", "0000:00:01.00"],
    ["cmi.core.score.raw", "99.5"],
    ["cmi.suspend_data", "x".repeat(4096)],
    ["cmi.interactions.12.objectives.0.id", "o1"],
    ["cmi.interactions.3.result", "wrong"],
    ["cmi.interactions.3.result", "0.5"],
  ]) {
    assert.equal(lms.set(element, value), true, `${element}=${value}`);
  }
});

test("an element that an LMS does not have is left alone, and is no trouble", () => {
  const api = fakeApi("false", "401");
  const lms = createScorm12(api, accepts);
  assert.equal(lms.set("cmi.student_preference.audio", "1"), true);
  assert.equal(lms.set("cmi.student_preference.audio", "2"), true);
  assert.equal(api.calls.length, 1);
});

test("any other refusal is a refusal, and can be tried again", () => {
  const api = fakeApi("false", "405");
  const lms = createScorm12(api, accepts);
  assert.equal(lms.set(STATUS, "incomplete"), false);
  assert.equal(lms.set(STATUS, "incomplete"), false);
  assert.equal(api.calls.length, 2);
});

test("what went wrong is written down, and only the last of it", () => {
  const lms = createScorm12(fakeApi("false", "101"), accepts);
  for (let run = 0; run < 50; run += 1) lms.commit();
  assert.equal(lms.errors().length, 20);
  assert.equal(lms.errors()[0], "LMSCommit() answered false, error 101");
  const silent = createScorm12(fakeApi(thrower), accepts);
  assert.equal(silent.get(STATUS), "");
  assert.equal(silent.commit(), false);
  assert.equal(createScorm12({}, accepts).finish(), false);
  assert.deepEqual(silent.errors(), [`LMSGetValue(${STATUS}) threw`, "LMSCommit() threw"]);
});

// A whole session against every kind of LMS that answers badly.
function play(api) {
  const clock = fakeClock();
  const tracker = fakeTracker();
  const lms = connect({ api, accepts, storage: () => null, name: "x" });
  const session = createSession({
    lms,
    tracker,
    now: clock.now,
    after: clock.after,
    unit: { key: "abc", report: "completed", exitWhenDone: "suspend" },
    tell() {},
  });
  session.start();
  clock.pass(30_000);
  tracker.place = 3;
  session.update();
  clock.pass(30_000);
  tracker.done = true;
  session.update();
  const view = session.view();
  session.hide();
  session.freeze();
  session.thaw();
  session.leave();
  clock.pass(600_000);
  return view;
}

function thrower() {
  throw new Error("no");
}

test("R11 no LMS, however hostile, makes the page fail", () => {
  const hostile = {
    "all false": fakeApi("false", "101"),
    "false after the start": fakeApi((name) => (name === "LMSInitialize" ? "true" : "false"), "101"),
    "all undefined": fakeApi(undefined, undefined),
    numbers: fakeApi(1, 0),
    "throws everywhere": fakeApi(thrower, "0", { LMSGetLastError: thrower }),
    "throws after the start": fakeApi((name) => (name === "LMSInitialize" ? true : thrower())),
    "no functions": {},
    "functions that are none": { LMSInitialize: "true", LMSFinish: 3 },
    "always blank": fakeApi((name) => (name === "LMSGetValue" ? "" : "true")),
    "always null": fakeApi((name) => (name === "LMSGetValue" ? null : "true")),
    "says null": fakeApi((name) => (name === "LMSGetValue" ? "null" : "true")),
    "long and foreign": fakeApi((name) => (name === "LMSGetValue" ? "1~".repeat(40_000) : "true")),
    "objects": fakeApi(() => ({ toString: () => "true" })),
    "objects that are no words": fakeApi(() => ({ toString: thrower })),
    "unreadable": new Proxy({}, { get: thrower, has: thrower }),
  };
  for (const [name, api] of Object.entries(hostile)) {
    assert.doesNotThrow(() => play(api), name);
  }
});

test("R11 an LMS that refuses everything is shown as trouble", () => {
  const refusing = fakeApi((name) => (name === "LMSInitialize" ? "true" : "false"), "101");
  assert.equal(play(refusing).saved, "failed");
  assert.equal(play(fakeApi(1, 0)).saved, "saved");
});

test("R11 wagtail-lms: no LMSFinish, and the work is committed all the same", () => {
  const api = fakeApi("true", "0", { LMSFinish: undefined, LMSTerminate: thrower });
  play(api);
  assert.equal(api.calls[api.calls.length - 1][0], "LMSCommit");
});

test("R01 one LMSInitialize, also when it is refused; then nothing more is asked", () => {
  for (const api of [fakeApi("true"), fakeApi("false", "101"), fakeApi(thrower)]) {
    play(api);
    assert.equal(api.calls.filter(([name]) => name === "LMSInitialize").length, 1);
  }
  const refused = fakeApi("false", "101");
  assert.equal(play(refused).link, "refused");
  assert.deepEqual(refused.calls, [["LMSInitialize", ""]]);
});

test("R02 one LMSFinish, the last call of all", () => {
  const api = fakeApi("true");
  play(api);
  assert.deepEqual(api.calls.map(([name]) => name).filter((name) => name === "LMSFinish"), ["LMSFinish"]);
  assert.equal(api.calls[api.calls.length - 1][0], "LMSFinish");
});
