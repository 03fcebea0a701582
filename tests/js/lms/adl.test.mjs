// What the SCOs of ADL's conformance tests for LMSs check, item by item, as one course of two SCOs
// would: each step is a launch. (That prerequisites hold back a SCO is a matter of the course's menu.)
import assert from "node:assert/strict";
import test from "node:test";
import { PROFILES } from "../../../templates/preview/profiles.js";
import { createLms } from "../../../templates/preview/strict_lms.js";
import { table } from "./values.mjs";

const manifest = {
  data: "lesson=1",
  masteryScore: "75",
  maxTimeAllowed: "00:30:00",
  timeLimitAction: "continue,no message",
};
const bare = { ...PROFILES.strict, missing: ["cmi.objectives", "cmi.interactions", "cmi.comments"] };

// A SCO's view of the API: it says what it expects, and stops at the first surprise.
function sco(options) {
  const lms = createLms(table, options);
  const { API } = lms;
  const is = (expected, error = "0") => (result) => {
    assert.deepEqual([result, API.LMSGetLastError()], [expected, error]);
  };
  return {
    lms,
    begins: () => is("true")(API.LMSInitialize("")),
    ends: () => is("true")(API.LMSFinish("")),
    commits: () => is("true")(API.LMSCommit("")),
    reads: (element, value) => is(value)(API.LMSGetValue(element)),
    writes: (element, value) => is("true")(API.LMSSetValue(element, value)),
    cannotRead: (element, error) => is("", error)(API.LMSGetValue(element)),
    cannotWrite: (element, value, error) => is("false", error)(API.LMSSetValue(element, value)),
  };
}

test("an API object with all eight functions, each error code, and one learner's way", () => {
  const first = sco({ launch: manifest });
  const functions = ["Commit", "Finish", "GetDiagnostic", "GetErrorString", "GetLastError", "GetValue", "Initialize", "SetValue"];
  assert.deepEqual(Object.keys(first.lms.API).sort(), functions.map((name) => `LMS${name}`));

  first.cannotRead("cmi.core.entry", "301");
  first.cannotWrite("cmi.core.exit", "", "301");
  first.begins();
  first.cannotRead("cmi.core.nothing", "201");
  first.cannotRead("cmi.core.student_id._children", "202");
  first.cannotRead("cmi.core.student_id._count", "203");
  first.cannotWrite("cmi.core._children", "raw", "402");
  first.cannotWrite("cmi.core.student_name", "Nobody", "403");
  first.cannotRead("cmi.core.exit", "404");
  first.cannotRead("cmi.core.session_time", "404");
  first.cannotWrite("cmi.core.session_time", "ten minutes", "405");
  first.cannotWrite("cmi.core.lesson_status", "not attempted", "405");

  first.reads("cmi.core.entry", "ab-initio");
  first.reads("cmi.core.lesson_status", "not attempted");
  first.reads("cmi.core.total_time", "0000:00:00.00");
  first.reads("cmi.launch_data", "lesson=1");
  first.reads("cmi.student_data.mastery_score", "75");
  first.reads("cmi.student_data.max_time_allowed", "00:30:00");
  first.reads("cmi.student_data.time_limit_action", "continue,no message");
  first.writes("cmi.core.lesson_status", "incomplete");
  first.writes("cmi.core.lesson_location", "page 3");
  first.writes("cmi.suspend_data", "abc");
  first.writes("cmi.core.session_time", "00:10:00");
  first.writes("cmi.core.exit", "suspend");
  first.commits();
  first.reads("cmi.suspend_data", "abc");
  first.ends();
  first.cannotRead("cmi.core.entry", "301");

  const second = sco({ launch: manifest, record: first.lms.record() });
  second.begins();
  second.reads("cmi.core.entry", "resume");
  second.reads("cmi.core.lesson_status", "incomplete");
  second.reads("cmi.core.lesson_location", "page 3");
  second.reads("cmi.suspend_data", "abc");
  second.reads("cmi.core.total_time", "0000:10:00.00");
  second.writes("cmi.core.score.raw", "74");
  second.writes("cmi.core.lesson_status", "completed");
  second.writes("cmi.core.session_time", "00:05:30.25");
  second.ends();

  const third = sco({ launch: manifest, record: second.lms.record() });
  third.begins();
  third.reads("cmi.core.entry", "");
  third.reads("cmi.core.lesson_status", "failed");
  third.reads("cmi.core.total_time", "0000:15:30.25");
  third.writes("cmi.core.score.raw", "75");
  third.ends();

  const fourth = sco({ launch: manifest, record: third.lms.record(), mode: "review" });
  fourth.begins();
  fourth.reads("cmi.core.lesson_status", "passed");
  fourth.reads("cmi.core.lesson_mode", "review");
  fourth.reads("cmi.core.credit", "no-credit");
});

test("a SCO that says nothing has completed, and was browsed in browse mode", () => {
  for (const [mode, status] of [["normal", "completed"], ["browse", "browsed"]]) {
    const silent = sco({ mode });
    silent.begins();
    silent.ends();
    const later = sco({ mode, record: silent.lms.record() });
    later.begins();
    later.reads("cmi.core.lesson_status", status);
  }
});

test("optional groups that an LMS has not are 401, not 201", () => {
  const poor = sco({ profile: bare });
  poor.begins();
  for (const element of ["cmi.objectives._children", "cmi.interactions._count", "cmi.comments"]) {
    poor.cannotRead(element, "401");
  }
  poor.cannotWrite("cmi.comments", "x", "401");
  poor.cannotWrite("cmi.interactions.0.id", "x", "401");
  poor.reads("cmi.comments_from_lms", "");
});
