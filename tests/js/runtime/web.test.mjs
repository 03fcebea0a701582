// A web unit: which messages of the page in its frame count, and what that page finds of an LMS.
import assert from "node:assert/strict";
import test from "node:test";
import { findApi } from "../../../templates/runtime/find_api.js";
import { createTracker } from "../../../templates/runtime/tracker.js";
import * as web from "../../../templates/runtime/units/web.js";
import { fakeClock } from "./fakes.mjs";

const DONE = { scormBuilder: 1, complete: true };

function open(rule = "manual", amount = 0, document = { name: "inside" }) {
  const clock = fakeClock();
  const core = web.createCore({ body: {}, now: clock.now });
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
  web.bind(core, { querySelector: () => frame }, {
    onMessage: (act) => (receive = act),
    onTouch: (target) => touched.push(target),
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
