// What the strict LMS makes of a SCO over several launches: entry, status, mastery, time, launch data,
// and what is left after a crash. Source: SCORM 1.2 Run-Time Environment 3.4.
import assert from "node:assert/strict";
import test from "node:test";
import { PROFILES } from "../../../templates/preview/profiles.js";
import { createLms } from "../../../templates/preview/strict_lms.js";
import { addTimes } from "../../../templates/preview/timespan.js";
import { table } from "./values.mjs";

const STATUS = "cmi.core.lesson_status";
const RAW = "cmi.core.score.raw";
const EXIT = "cmi.core.exit";
const TIME = "cmi.core.session_time";

// A launch in which a SCO sets `values` and ends; `how` is "finish", "commit" (and then a crash) or
// "crash" (without one).
function launch(values, options = {}, how = "finish") {
  const lms = createLms(table, options);
  assert.equal(lms.API.LMSInitialize(""), "true");
  for (const [element, value] of Object.entries(values)) {
    assert.equal(lms.API.LMSSetValue(element, value), "true", `${element} = ${value}`);
  }
  if (how === "finish") lms.API.LMSFinish("");
  if (how === "commit") lms.API.LMSCommit("");
  return lms;
}

const next = (lms, options) => launch({}, { ...options, record: lms.record() }, "crash").snapshot();

test("the first launch", () => {
  const { API } = launch({}, {}, "crash");
  const given = {
    "cmi.core.student_id": "learner-1",
    "cmi.core.student_name": "Doe, Jane",
    "cmi.core.lesson_location": "",
    "cmi.core.credit": "credit",
    "cmi.core.lesson_status": "not attempted",
    "cmi.core.entry": "ab-initio",
    "cmi.core.score.raw": "",
    "cmi.core.total_time": "0000:00:00.00",
    "cmi.core.lesson_mode": "normal",
    "cmi.suspend_data": "",
    "cmi.launch_data": "",
    "cmi.student_data.mastery_score": "",
  };
  for (const [element, value] of Object.entries(given)) assert.equal(API.LMSGetValue(element), value);
});

for (const [exit, entry] of [["suspend", "resume"], ["", ""], ["logout", ""], ["time-out", ""]]) {
  test(`left with exit "${exit}", the next entry is "${entry}" and the data are there`, () => {
    const first = launch({ [EXIT]: exit, "cmi.suspend_data": "s", "cmi.core.lesson_location": "l" });
    const values = next(first);
    assert.equal(values["cmi.core.entry"], entry);
    assert.equal(values["cmi.suspend_data"], "s");
    assert.equal(values["cmi.core.lesson_location"], "l");
    const third = next(launch({}, { record: first.record() }));
    assert.equal(third["cmi.core.entry"], "", "exit is asked for in every launch anew");
  });
}

test("an LMS that never says resume, and one that says what a test wants", () => {
  const first = launch({ [EXIT]: "suspend", "cmi.suspend_data": "s" });
  const blank = next(first, { profile: PROFILES["blank-entry"] });
  assert.equal(blank["cmi.core.entry"], "");
  assert.equal(blank["cmi.suspend_data"], "s");
  assert.equal(next(first, { entry: "" })["cmi.core.entry"], "");
  const fresh = launch({}, { profile: PROFILES["blank-entry"] }, "crash").snapshot();
  assert.equal(fresh["cmi.core.entry"], "ab-initio");
});

// Columns: what the SCO sets, the launch, the status after LMSFinish.
for (const [name, values, options, status] of [
  ["a SCO that says nothing has completed", {}, {}, "completed"],
  ["in browse mode it is browsed", {}, { mode: "browse" }, "browsed"],
  ["what it says stays", { [STATUS]: "incomplete" }, {}, "incomplete"],
  ["the last word counts", { [STATUS]: "browsed" }, {}, "browsed"],
  ["a score without mastery score decides nothing", { [STATUS]: "completed", [RAW]: "10" }, {}, "completed"],
  ["mastery without a score decides nothing", { [STATUS]: "incomplete" }, { mastery: "80" }, "incomplete"],
  ["a blank score is no score", { [STATUS]: "completed", [RAW]: "" }, { mastery: "80" }, "completed"],
  ["at the mark is passed", { [STATUS]: "incomplete", [RAW]: "80" }, { mastery: "80" }, "passed"],
  ["under it is failed", { [STATUS]: "passed", [RAW]: "79.99" }, { mastery: "80" }, "failed"],
  ["numbers, not texts", { [STATUS]: "incomplete", [RAW]: "9" }, { mastery: "10" }, "failed"],
  ["a mark of nothing is a mark", { [STATUS]: "failed", [RAW]: "0" }, { mastery: "0" }, "passed"],
  ["the score decides where the SCO said nothing", { [RAW]: "90" }, { mastery: "80" }, "passed"],
  ["no mark, if it is not a number", { [STATUS]: "incomplete", [RAW]: "9" }, { mastery: "high" }, "incomplete"],
  ["without credit nothing is decided", { [STATUS]: "incomplete", [RAW]: "90" }, { mastery: "80", credit: "no-credit" }, "incomplete"],
  ["nor in review", { [STATUS]: "incomplete", [RAW]: "90" }, { mastery: "80", mode: "review" }, "incomplete"],
  ["nor in review with credit", { [STATUS]: "incomplete", [RAW]: "90" }, { mastery: "80", mode: "review", credit: "credit" }, "incomplete"],
  ["nor in browse mode", { [STATUS]: "incomplete", [RAW]: "90" }, { mastery: "80", mode: "browse" }, "incomplete"],
]) {
  test(`status at finish: ${name}`, () => {
    const { mastery, ...rest } = options;
    const lms = launch(values, { ...rest, launch: mastery ? { masteryScore: mastery } : {} });
    assert.equal(lms.snapshot()[STATUS], status);
    assert.equal(lms.record().values[STATUS], status, "and is kept");
    assert.equal(next(lms, rest)[STATUS], status);
  });
}

test("an LMS without mastery override leaves the status alone", () => {
  const profile = { ...PROFILES.strict, mastery: false };
  const lms = launch({ [STATUS]: "failed", [RAW]: "90" }, { profile, launch: { masteryScore: "80" } });
  assert.equal(lms.snapshot()[STATUS], "failed");
});

test("a status once said is not silence in the next launch", () => {
  const first = launch({ [STATUS]: "incomplete" });
  const second = launch({}, { record: first.record() });
  assert.equal(second.snapshot()[STATUS], "incomplete");
});

test("credit goes with the mode, unless it is said", () => {
  for (const [mode, credit] of [["normal", "credit"], ["review", "no-credit"], ["browse", "no-credit"]]) {
    const values = launch({}, { mode }, "crash").snapshot();
    assert.deepEqual([values["cmi.core.lesson_mode"], values["cmi.core.credit"]], [mode, credit]);
  }
  const said = launch({}, { mode: "normal", credit: "no-credit" }, "crash").snapshot();
  assert.equal(said["cmi.core.credit"], "no-credit");
});

test("the time of the sessions adds up; within one session the last word counts", () => {
  let record = null;
  for (const [times, total] of [
    [["0000:10:00.00", "0000:59:30.50"], "0000:59:30.50"],
    [["00:00:30"], "0001:00:00.50"],
    [[], "0001:00:00.50"],
    [["9998:00:00.00"], "9999:00:00.50"],
    [["01:00:00.00"], "9999:59:59.99"],
  ]) {
    const lms = createLms(table, { record });
    lms.API.LMSInitialize("");
    const before = lms.API.LMSGetValue("cmi.core.total_time");
    for (const time of times) lms.API.LMSSetValue(TIME, time);
    assert.equal(lms.API.LMSGetValue("cmi.core.total_time"), before, "not within the session");
    lms.API.LMSFinish("");
    record = lms.record();
    assert.equal(record.values["cmi.core.total_time"], total);
  }
});

test("times are added in hundredths, with more than 59 minutes as well", () => {
  for (const [one, two, sum] of [
    ["", "", "0000:00:00.00"],
    ["00:00:00.5", "00:00:00.05", "0000:00:00.55"],
    ["00:99:59.99", "00:00:00.01", "0001:40:00.00"],
    ["0012:34:56.78", "", "0012:34:56.78"],
    ["9999:99:59.99", "9999:99:59.99", "9999:59:59.99"],
  ]) {
    assert.equal(addTimes(one, two), sum);
    assert.equal(addTimes(two, one), sum);
  }
});

test("the manifest's data reach the SCO, and no launch carries them to the next", () => {
  const data = { data: "x=1", masteryScore: "80", maxTimeAllowed: "01:00:00", timeLimitAction: "exit,message" };
  const elements = ["cmi.launch_data"].concat(
    ["mastery_score", "max_time_allowed", "time_limit_action"].map((name) => `cmi.student_data.${name}`),
  );
  const lms = launch({}, { launch: data });
  const given = (values) => elements.map((element) => values[element]);
  assert.deepEqual(given(lms.snapshot()), ["x=1", "80", "01:00:00", "exit,message"]);
  assert.deepEqual(given(next(lms)), ["", "", "", ""]);
});

test("after a crash the LMS has what was committed, and ends the session itself", () => {
  const values = { [STATUS]: "incomplete", [TIME]: "00:01:00", [EXIT]: "suspend", "cmi.suspend_data": "s" };
  const lms = launch(values, {}, "commit");
  lms.API.LMSSetValue("cmi.suspend_data", "lost");
  const record = lms.record();
  assert.equal(record.finished, false);
  assert.equal(record.values["cmi.suspend_data"], "s");
  const again = next(lms);
  assert.equal(again["cmi.core.entry"], "resume");
  assert.equal(again["cmi.core.total_time"], "0000:01:00.00");
  assert.equal(again[STATUS], "incomplete");
});

test("after a crash silence counts, and so does the mastery score", () => {
  assert.equal(next(launch({}, {}, "commit"))[STATUS], "completed");
  const graded = { launch: { masteryScore: "50" } };
  const lms = launch({ [STATUS]: "incomplete", [RAW]: "40" }, graded, "commit");
  assert.equal(lms.record().values[STATUS], "incomplete");
  assert.equal(next(lms, graded)[STATUS], "failed");
});

test("a session without a commit has left nothing", () => {
  assert.equal(launch({ "cmi.suspend_data": "s" }, {}, "crash").record(), null);
  const first = launch({ "cmi.suspend_data": "one" });
  const second = launch({ "cmi.suspend_data": "two" }, { record: first.record() }, "crash");
  assert.deepEqual(second.record(), first.record());
});

test("an LMS that keeps every value at once has it after a crash too", () => {
  const profile = { ...PROFILES.strict, keeps: "set" };
  const lms = launch({ "cmi.suspend_data": "s" }, { profile }, "crash");
  assert.equal(lms.record().values["cmi.suspend_data"], "s");
});

test("records of objectives and interactions outlive the launch", () => {
  const first = launch({
    "cmi.objectives.0.id": "o1",
    "cmi.objectives.0.score.raw": "5",
    "cmi.interactions.0.id": "q1",
    "cmi.interactions.0.objectives.0.id": "o1",
    "cmi.comments": "one ",
  });
  const record = first.record();
  const more = { "cmi.interactions.1.id": "q2", "cmi.comments": "two" };
  const { API } = launch(more, { record }, "crash");
  for (const [element, value] of Object.entries({
    "cmi.objectives._count": "1",
    "cmi.objectives.0.id": "o1",
    "cmi.objectives.0.score.raw": "5",
    "cmi.objectives.0.status": "not attempted",
    "cmi.interactions._count": "2",
    "cmi.interactions.0.objectives._count": "1",
    "cmi.comments": "one two",
  })) {
    assert.equal(API.LMSGetValue(element), value, element);
  }
  assert.deepEqual(record, first.record(), "a record is a value: the next launch does not change it");
});

test("a record is plain JSON, and the snapshot is a copy", () => {
  const lms = launch({ "cmi.suspend_data": "s" });
  assert.deepEqual(JSON.parse(JSON.stringify(lms.record())), lms.record());
  lms.snapshot()["cmi.suspend_data"] = "changed";
  lms.record().values["cmi.suspend_data"] = "changed";
  assert.equal(lms.snapshot()["cmi.suspend_data"], "s");
  assert.equal(lms.record().values["cmi.suspend_data"], "s");
});

test("a looser LMS is a small value: types that it reads otherwise", () => {
  const profile = {
    ...PROFILES.strict,
    types: { string4096: { longest: 64000 }, exit: { words: ["normal", ""] } },
    feedback: false,
  };
  const lms = launch(
    {
      "cmi.suspend_data": "s".repeat(64000),
      [EXIT]: "normal",
      "cmi.interactions.0.id": "q",
      "cmi.interactions.0.type": "choice",
      "cmi.interactions.0.student_response": "The second one",
    },
    { profile },
    "crash",
  );
  assert.equal(lms.API.LMSSetValue("cmi.suspend_data", "s".repeat(64001)), "false");
  assert.equal(lms.API.LMSSetValue(EXIT, "suspend"), "false");
});
