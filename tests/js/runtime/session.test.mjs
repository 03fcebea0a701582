// The policy of the runtime, over a fake adapter and a fake clock. R.. are the rules of the
// reference for what a unit says to an LMS.
import assert from "node:assert/strict";
import test from "node:test";
import { createSession } from "../../../templates/runtime/session.js";
import { fakeAdapter, fakeClock, fakeTracker } from "./fakes.mjs";

const MODE = "cmi.core.lesson_mode";
const CREDIT = "cmi.core.credit";
const STATUS = "cmi.core.lesson_status";
const STATE = "cmi.suspend_data";
const LOCATION = "cmi.core.lesson_location";

function open(values = {}, unit = {}, options = {}) {
  const shown = [];
  const lms = fakeAdapter(values, options.link);
  if (options.before) options.before(lms);
  const clock = fakeClock();
  const tracker = fakeTracker();
  const session = createSession({
    lms,
    tracker,
    now: clock.now,
    after: clock.after,
    unit: { key: "abc", report: "completed", exitWhenDone: "suspend", ...unit },
    tell: () => shown.push(clock.now()),
  });
  session.start();
  return { lms, clock, tracker, session, shown };
}

test("start: everything is read, then incomplete, exit and one commit", () => {
  const { lms } = open();
  const order = lms.calls.map(([call]) => call);
  assert.deepEqual(order.slice(order.indexOf("set")), ["set", "set", "commit"]);
  assert.ok(order.slice(0, order.indexOf("set")).every((call) => call === "get"));
  assert.deepEqual(lms.told(), ["lesson_status=incomplete", "exit=suspend", "commit"]);
});

test("start: `entry` is not what resuming depends on", () => {
  const { lms } = open();
  assert.ok(!lms.calls.some(([, element]) => element === "cmi.core.entry"));
});

test("start: blanks count as normal, credit, not attempted (Open edX)", () => {
  for (const values of [{}, { [MODE]: "normal", [CREDIT]: "credit" }, { [STATUS]: "not attempted" }, { [STATUS]: "browsed" }]) {
    assert.deepEqual(open(values).lms.told(), ["lesson_status=incomplete", "exit=suspend", "commit"]);
  }
});

test("R12 a finished unit is never sent incomplete, whoever remembers that it is finished", () => {
  for (const status of ["completed", "passed"]) {
    const { lms, session, clock } = open({ [STATUS]: status });
    session.update();
    clock.pass(60_000);
    session.leave();
    assert.ok(!lms.told().some((line) => line.startsWith("lesson_status")), status);
  }
  const blank = open({ [STATE]: "1abccp.C~" });
  assert.equal(blank.lms.told()[0], "lesson_status=completed");
  const lost = open({ [STATE]: "1abcpp~", [STATUS]: "incomplete" });
  assert.equal(lost.lms.told()[0], "lesson_status=passed");
});

test("passed is not exchanged for completed", () => {
  const { lms, session, tracker } = open({ [STATUS]: "passed" });
  tracker.done = true;
  session.update();
  session.leave();
  assert.ok(!lms.told().some((line) => line.startsWith("lesson_status")));
});

test("an unfinished status is said in every session: silence may count as completed", () => {
  assert.equal(open({ [STATUS]: "incomplete" }).lms.told()[0], "lesson_status=incomplete");
  assert.equal(open({ [STATUS]: "failed" }).lms.told()[0], "lesson_status=failed");
});

test("completion is said at once, in the order status, state, place, time", () => {
  const { lms, session, tracker, clock } = open();
  lms.told();
  clock.pass(3000);
  tracker.done = true;
  session.update();
  assert.deepEqual(lms.told(), [
    "lesson_status=completed",
    "suspend_data=1abccp~",
    "lesson_location=p.0",
    "session_time=0000:00:03.00",
    "commit",
  ]);
});

test("exit is suspend, also when done; or nothing when the course wants it normal", () => {
  const keeps = open();
  keeps.tracker.done = true;
  keeps.session.update();
  keeps.session.leave();
  assert.deepEqual(keeps.lms.told().filter((line) => line.startsWith("exit")), ["exit=suspend"]);
  const ends = open({}, { exitWhenDone: "normal" });
  ends.tracker.done = true;
  ends.session.update();
  assert.deepEqual(ends.lms.told().filter((line) => line.startsWith("exit")), ["exit=suspend", "exit="]);
});

test("R08 changes are committed at most every ten seconds, and within ten seconds", () => {
  const { lms, session, tracker, clock } = open();
  const commits = [];
  lms.commit = () => {
    commits.push(clock.now());
    return true;
  };
  for (let second = 0; second < 300; second += 1) {
    clock.pass(1000);
    tracker.place += 1;
    session.update();
  }
  assert.ok(commits.length >= 29 && commits.length <= 31, String(commits.length));
  for (let at = 1; at < commits.length; at += 1) assert.ok(commits[at] - commits[at - 1] >= 10_000);
});

test("a change after a quiet time is committed at once", () => {
  const { lms, session, tracker, clock } = open();
  clock.pass(30_000);
  lms.told();
  tracker.place = 4;
  session.update();
  assert.deepEqual(lms.told(), [
    "suspend_data=1abcip..E~",
    "lesson_location=p.4",
    "session_time=0000:00:30.00",
    "commit",
  ]);
});

test("R14 nothing is set twice with the same value, nor two values of one element in a burst", () => {
  const { lms, session, tracker, clock } = open();
  for (let turn = 0; turn < 200; turn += 1) {
    tracker.place = turn >> 3;
    if (turn === 150) tracker.done = true;
    session.update();
    if (turn % 7 === 0) session.hide();
    clock.pass(700);
  }
  session.leave();
  const last = new Map();
  let burst = new Set();
  for (const [call, element, value] of lms.calls) {
    if (call === "commit") burst = new Set();
    if (call !== "set") continue;
    assert.notEqual(last.get(element), value, element);
    assert.ok(!burst.has(element), element);
    last.set(element, value);
    burst.add(element);
  }
});

test("without a change there is no call", () => {
  const { lms, session, clock } = open();
  lms.told();
  clock.pass(300_000);
  assert.deepEqual(lms.told(), []);
  session.update();
  clock.pass(60_000);
  lms.told();
  session.update();
  clock.pass(500);
  assert.ok(!lms.told().some((line) => /suspend_data|lesson_location|lesson_status|exit/.test(line)));
});

test("hidden: committed at once, not finished; the session goes on", () => {
  const { lms, session, tracker, clock } = open();
  lms.told();
  clock.pass(2000);
  tracker.place = 9;
  session.update();
  assert.deepEqual(lms.told(), []);
  session.hide();
  assert.deepEqual(lms.told(), [
    "suspend_data=1abcip..J~",
    "lesson_location=p.9",
    "session_time=0000:00:02.00",
    "commit",
  ]);
  session.hide();
  assert.deepEqual(lms.told(), [], "nothing has changed since");
});

test("R02 leave: written, committed, finished once; nothing after it", () => {
  const { lms, session, tracker, clock } = open();
  clock.pass(2500);
  lms.told();
  tracker.place = 2;
  session.update();
  session.leave();
  assert.deepEqual(lms.told(), [
    "suspend_data=1abcip..C~",
    "lesson_location=p.2",
    "session_time=0000:00:02.50",
    "commit",
    "finish",
  ]);
  tracker.done = true;
  session.update();
  session.hide();
  session.freeze();
  session.thaw();
  session.note();
  session.leave();
  clock.pass(600_000);
  assert.deepEqual(lms.told(), []);
  assert.equal(clock.waiting(), 0);
});

test("opened and closed at once stays incomplete, and the state is not touched", () => {
  const { lms, session, clock } = open({ [STATE]: "7foreign", [LOCATION]: "q" });
  clock.pass(400);
  session.leave();
  assert.deepEqual(lms.told(), [
    "lesson_status=incomplete",
    "exit=suspend",
    "commit",
    "session_time=0000:00:00.40",
    "commit",
    "finish",
  ]);
});

test("into the browser's cache and back: no finish, and the time away is not counted", () => {
  const { lms, session, clock, tracker } = open();
  clock.pass(5000);
  tracker.place = 1;
  session.update();
  session.freeze();
  assert.ok(!lms.told().includes("finish"));
  clock.jump(120_000);
  session.thaw();
  clock.pass(5000);
  session.leave();
  assert.deepEqual(lms.told(), ["session_time=0000:00:10.00", "commit", "finish"]);
});

test("session time leaves out what lasted ten minutes without a touch", () => {
  const { lms, session, clock } = open();
  clock.pass(5 * 60_000);
  session.touch();
  clock.pass(9 * 60_000 + 59_000);
  session.touch();
  clock.pass(10 * 60_000);
  session.touch();
  clock.pass(8 * 3_600_000);
  session.touch();
  clock.pass(60_000);
  session.leave();
  assert.ok(lms.told().includes("session_time=0000:15:59.00"));
});

test("a clock that is set back takes nothing away and stops no commit", () => {
  const { lms, session, clock, tracker } = open();
  clock.pass(60_000);
  session.touch();
  clock.jump(-3_600_000);
  tracker.place = 1;
  session.update();
  clock.pass(10_000);
  assert.ok(lms.told().includes("lesson_location=p.1"));
  session.touch();
  clock.pass(5000);
  session.leave();
  assert.equal(lms.values["cmi.core.session_time"], "0000:01:05.00");
});

test("a commit that fails is tried again until it succeeds; the learner sees it", () => {
  const { lms, session, clock, tracker } = open();
  assert.equal(session.view().saved, "saved");
  lms.commits = false;
  clock.pass(20_000);
  lms.told();
  tracker.place = 3;
  session.update();
  assert.equal(session.view().saved, "failed");
  clock.pass(9_999);
  assert.equal(lms.told().filter((line) => line === "commit").length, 1);
  clock.pass(1);
  assert.deepEqual(lms.told(), ["session_time=0000:00:30.00", "commit"], "values that it holds are not sent again");
  clock.pass(20_000);
  lms.told();
  clock.pass(10 * 60_000);
  const tries = lms.told().filter((line) => line === "commit").length;
  assert.ok(tries >= 10 && tries <= 15, `${tries} tries in ten minutes`);
  lms.commits = true;
  clock.pass(60_000);
  assert.equal(session.view().saved, "saved");
  lms.told();
  clock.pass(600_000);
  assert.deepEqual(lms.told(), []);
});

test("a value that was refused is sent again", () => {
  const { lms, session, clock, tracker } = open();
  lms.refuse.add(STATE);
  clock.pass(20_000);
  tracker.place = 3;
  session.update();
  assert.equal(session.view().saved, "failed");
  lms.refuse.clear();
  lms.told();
  clock.pass(10_000);
  assert.ok(lms.told().includes("suspend_data=1abcip..D~"));
  assert.equal(session.view().saved, "saved");
});

test("a change while waiting to try again does not hurry the LMS", () => {
  const { lms, session, clock, tracker } = open({}, {}, { before: (lms) => (lms.commits = false) });
  lms.told();
  for (let second = 0; second < 9; second += 1) {
    clock.pass(1000);
    tracker.place += 1;
    session.update();
  }
  assert.deepEqual(lms.told(), []);
});

test("R09 review and browse: only the time is written, and nothing rises", () => {
  for (const mode of ["review", "browse"]) {
    for (const credit of ["no-credit", "credit", ""]) {
      const { lms, session, tracker, clock } = open({ [MODE]: mode, [CREDIT]: credit, [STATE]: "1abcip..C~" });
      assert.equal(tracker.place, 2, "what was done is shown");
      tracker.done = true;
      clock.pass(15_000);
      session.update();
      session.hide();
      session.leave();
      assert.deepEqual(lms.told(), ["session_time=0000:00:15.00", "commit", "finish"]);
      assert.equal(session.view().finished, false);
      assert.equal(session.view().mode, mode);
    }
  }
});

test("R09 no-credit: place and state, neither status nor what would make one later", () => {
  const { lms, session, tracker, clock } = open({ [CREDIT]: "no-credit" });
  tracker.done = true;
  tracker.place = 5;
  clock.pass(11_000);
  session.update();
  session.leave();
  assert.deepEqual(lms.told(), [
    "exit=suspend",
    "commit",
    "suspend_data=1abc-p..F~",
    "lesson_location=p.5",
    "session_time=0000:00:11.00",
    "commit",
    "finish",
  ]);
  assert.equal(session.view().finished, false);
});

test("R07 what was done is restored from the state, else the place from lesson_location", () => {
  for (const version of ["1", "2", "0", "z"]) {
    const stored = { [STATE]: `${version}abcip.D.C.B~`, [LOCATION]: "p.9" };
    assert.deepEqual(open(stored).tracker.restored, {
      letter: "p",
      status: "incomplete",
      seconds: 3,
      place: 2,
      fields: ["B"],
    });
  }
  for (const text of ["", "2abcip.D.C.B", "Aabcip.D.C.B~", "foreign", "1", "1abci", "1xyzip.D.C.B~"]) {
    const { restored } = open({ [STATE]: text, [LOCATION]: "p.9" }).tracker;
    assert.deepEqual([restored.place, restored.seconds, restored.fields], [9, 0, []], text);
  }
  for (const text of ["v.9", "p.", "p.-1", "9", "p.99999999999", "page 9", "null"]) {
    assert.equal(open({ [LOCATION]: text }).tracker.restored.place, 0, text);
  }
});

test("R07 a unit whose type has changed keeps its status and starts afresh", () => {
  const { lms, tracker } = open({ [STATE]: "1abccv.D.C.B~" });
  assert.deepEqual(tracker.restored, { seconds: 0, place: 0, fields: [] });
  assert.equal(lms.told()[0], "lesson_status=completed");
});

test("R07 records of other units and versions are carried along", () => {
  const { lms, session, tracker, clock } = open({ [STATE]: "1xyzcq.SOMETHING~abcip~" });
  clock.pass(15_000);
  tracker.place = 1;
  session.update();
  assert.ok(lms.told().includes("suspend_data=1abcip..B~xyzcq.SOMETHING~"));
});

test("what is noted before the page goes is saved with it", () => {
  const { lms, session, tracker, clock } = open();
  clock.pass(3000);
  lms.told();
  tracker.done = true;
  session.note();
  session.leave();
  assert.deepEqual(lms.told(), [
    "lesson_status=completed",
    "suspend_data=1abccp~",
    "lesson_location=p.0",
    "session_time=0000:00:03.00",
    "commit",
    "finish",
  ]);
});

test("time alone is told when it has grown by a second", () => {
  const { lms, session, clock } = open();
  clock.pass(20_000);
  session.hide();
  lms.told();
  clock.pass(999);
  session.hide();
  assert.deepEqual(lms.told(), []);
  clock.pass(1);
  session.hide();
  assert.deepEqual(lms.told(), ["session_time=0000:00:21.00", "commit"]);
});

test("after a success the next failure is tried again as soon as the first was", () => {
  const { lms, session, clock, tracker } = open();
  lms.commits = false;
  clock.pass(20_000);
  tracker.place = 1;
  session.update();
  clock.pass(70_000);
  lms.commits = true;
  clock.pass(60_000);
  lms.commits = false;
  tracker.place = 2;
  session.update();
  lms.told();
  clock.pass(10_000);
  assert.ok(lms.told().includes("commit"));
});

test("what the learner sees is drawn anew at every change and after every save", () => {
  const { session, clock, shown } = open();
  assert.equal(shown.length, 1);
  clock.pass(1000);
  session.update();
  assert.equal(shown.length, 2);
  clock.pass(9000);
  assert.equal(shown.length, 3);
});

test("it knows when it is over, and before a save it does not say saved", () => {
  const { session } = open();
  assert.equal(session.isClosed(), false);
  session.leave();
  assert.equal(session.isClosed(), true);
  const review = open({ [MODE]: "review" });
  assert.equal(review.session.view().saved, "none");
});
