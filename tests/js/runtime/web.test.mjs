// A web unit: which messages of the page in its frame count, and what that page finds of an LMS.
import assert from "node:assert/strict";
import test from "node:test";
import { findApi } from "../../../templates/runtime/find_api.js";
import { createTracker } from "../../../templates/runtime/tracker.js";
import * as web from "../../../templates/runtime/units/web.js";
import { fakeClock } from "./fakes.mjs";

const DONE = { scormBuilder: 1, complete: true };

function open(rule = "manual", amount = 0, document = { name: "inside" }, body = {}) {
  const clock = fakeClock();
  const core = web.createCore({ body, now: clock.now });
  const tracker = createTracker({ completion: { rule, amount }, core, now: clock.now });
  tracker.restore({ seconds: 0, place: 0, fields: [] });
  const listeners = [];
  const touched = [];
  const frame = {
    contentWindow: { name: "frame" },
    get contentDocument() {
      if (document === null) throw new Error("another origin");
      return document;
    },
    addEventListener: (name, act) => listeners.push([name, act]),
  };
  let receive = null;
  let presses = 0;
  let changes = 0;
  web.bind(core, { querySelector: () => frame }, {
    onMessage: (act) => (receive = act),
    onTouch: (target) => touched.push(target),
    changed: () => (changes += 1),
    press() {
      presses += 1;
      tracker.press();
    },
  });
  return {
    frame, tracker, listeners, touched,
    send: (data, source = frame.contentWindow) => receive({ data, source }),
    done: () => tracker.progress().done,
    presses: () => presses,
    changes: () => changes,
  };
}

test("the page in the frame completes the unit, once", () => {
  const unit = open();
  assert.equal(unit.done(), false);
  unit.send(DONE);
  assert.equal(unit.done(), true);
  unit.send(DONE);
  unit.send({ ...DONE, score: 3 });
  assert.equal(unit.presses(), 1);
});

test("nobody else does: not this page, not its parent, not a frame in the frame", () => {
  const unit = open();
  for (const source of [null, {}, { name: "frame" }, globalThis]) unit.send(DONE, source);
  assert.equal(unit.presses(), 0);
});

test("a score goes from 0 to 100", () => {
  for (const score of [0, 100, 33.3]) {
    assert.equal(web.isCompletion({ ...DONE, score }), true, score);
  }
  for (const score of [-1, 100.1, NaN, Infinity, "80", null, undefined, [80]]) {
    assert.equal(web.isCompletion({ ...DONE, score }), false, String(score));
  }
});

test("a message of another form is not ours", () => {
  const others = [
    null, undefined, "", "complete", 1, true, [], {}, [DONE],
    { complete: true }, { scormBuilder: 1 }, { scormBuilder: 2, complete: true },
    { scormBuilder: "1", complete: true }, { scormBuilder: 1, complete: 1 },
    { scormBuilder: 1, complete: "true" }, { scormBuilder: 1, complete: false },
    { ...DONE, passed: true }, JSON.stringify(DONE),
  ];
  const unit = open();
  for (const message of others) {
    assert.doesNotThrow(() => unit.send(message));
    assert.equal(web.isCompletion(message), false, JSON.stringify(message));
  }
  assert.equal(unit.done(), false);
});

test("with the rule `time` the clock decides, whatever the page says", () => {
  const unit = open("time", 60);
  unit.send(DONE);
  assert.equal(unit.done(), false);
});

test("who works in the frame is not idle, on each page that it shows", () => {
  const document = { name: "first" };
  const unit = open("manual", 0, document);
  assert.deepEqual(unit.touched, [document]);
  unit.listeners.find(([name]) => name === "load")[1]();
  assert.equal(unit.touched.length, 2);
  const foreign = open("manual", 0, null);
  assert.deepEqual(foreign.touched, []);
  foreign.send(DONE);
  assert.equal(foreign.done(), true);
});

test("who looks for an LMS finds what takes everything and keeps nothing", () => {
  const lms = { API: { name: "the LMS" } };
  lms.parent = lms;
  const page = { parent: lms };
  const inside = { parent: page };
  assert.equal(findApi(inside), lms.API, "it would, but for the stand-in");
  page.API = web.createStandIn();
  const api = findApi(inside);
  assert.equal(api.LMSInitialize(""), "true");
  assert.equal(api.LMSSetValue("cmi.core.lesson_status", "failed"), "true");
  assert.equal(api.LMSGetValue("cmi.core.lesson_status"), "");
  assert.equal(api.LMSCommit(""), "true");
  assert.equal(api.LMSGetLastError(), "0");
  assert.equal(api.LMSGetErrorString("0") + api.LMSGetDiagnostic("0"), "");
  assert.equal(api.LMSFinish(""), "true");
  const later = ["Initialize", "SetValue", "GetValue", "Commit", "GetLastError", "GetErrorString", "GetDiagnostic", "Terminate"];
  for (const call of later) assert.equal(typeof api[call](""), "string", call);
});

function graded(passing) {
  const core = web.createCore({ body: passing === undefined ? {} : { passing } });
  core.restore({ place: 0, seconds: 0, fields: [] });
  return core;
}

test("the score that the page sends is its outcome, and the best one counts", () => {
  const unit = open();
  unit.send({ ...DONE, score: 40 });
  assert.deepEqual(unit.tracker.outcome(), { raw: 40, passed: null, over: false, last: false });
  unit.send({ ...DONE, score: 66.666 });
  unit.send({ ...DONE, score: 10 });
  assert.equal(unit.tracker.outcome().raw, 66.67);
  assert.deepEqual([unit.presses(), unit.changes()], [1, 1]);
});

test("done without a score: there is no outcome", () => {
  const unit = open();
  unit.send(DONE);
  assert.equal(unit.done(), true);
  assert.equal(unit.tracker.outcome(), null);
});

test("by the rule `passed` the mark decides, and the mark of an LMS comes first", () => {
  const unit = open("passed", 0, null, { passing: 80 });
  unit.send(DONE);
  unit.send({ ...DONE, score: 79.99 });
  assert.equal(unit.done(), false);
  assert.equal(unit.tracker.outcome().passed, false);
  assert.deepEqual(unit.tracker.progress().values, { percent: 79.99 });
  unit.send({ ...DONE, score: 80 });
  assert.equal(unit.done(), true);
  assert.equal(unit.tracker.outcome().passed, true);
  const strict = graded(50);
  strict.obey(90);
  strict.obey(null);
  strict.score(80);
  assert.equal(strict.outcome().passed, false);
});

test("the score comes back after a relaunch, a score of 0 too, and stays the best", () => {
  for (const score of [0, 0.01, 50, 66.67, 99.99, 100]) {
    const before = graded(80);
    before.score(score);
    const later = graded(80);
    later.restore({ place: 0, seconds: 0, fields: before.fields() });
    assert.equal(later.outcome().raw, score);
    assert.equal(later.score(score), false);
  }
  for (const fields of [[], [""], ["!"], ["____"], ["CcS"], ["AAAAAAAAAAAAA"]]) {
    const core = graded(80);
    core.restore({ place: 0, seconds: 0, fields });
    assert.equal(core.outcome(), null, fields[0]);
  }
});
