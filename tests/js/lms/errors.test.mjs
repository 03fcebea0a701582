// Which call earns which error code, a line each with its source: a section of the SCORM 1.2 Run-Time
// Environment (3.3 the API, 3.4 the data model), or ADL's conformance tests for LMSs.
import assert from "node:assert/strict";
import test from "node:test";
import { PROFILES } from "../../../templates/preview/profiles.js";
import { ERRORS, createLms } from "../../../templates/preview/strict_lms.js";
import { VALUES, table } from "./values.mjs";

const OBJECTIVE = ["LMSSetValue", "cmi.objectives.0.id", "o1"];
const QUESTION = ["LMSSetValue", "cmi.interactions.0.id", "q1"];
const CHOICE = ["LMSSetValue", "cmi.interactions.0.type", "choice"];

function run(calls, options) {
  const lms = createLms(table, options);
  return { ...lms, answers: calls.map(([call, ...args]) => lms.API[call](...args)) };
}

// What the last of the calls answers, and the error after it. A session is open, but for the first
// group.
function check(source, calls, result, error, options) {
  const last = calls[calls.length - 1].map((part) => JSON.stringify(part));
  const before = calls.length > 1 ? ` after ${calls.length - 1} calls` : "";
  test(`${source}: ${last.join(" ").slice(0, 90)}${before} -> ${result || "nothing"}, ${error}`, () => {
    const { API, answers, log } = run(calls, options);
    assert.equal(answers[answers.length - 1], result);
    assert.equal(log[log.length - 1].error, error);
    assert.equal(API.LMSGetLastError(), error);
    assert.notEqual(API.LMSGetDiagnostic(""), "", "it says why");
  });
}

const BARE = { profile: { ...PROFILES.strict, missing: ["cmi.interactions"] } };
const INIT = ["LMSInitialize", ""];
const FINISH = ["LMSFinish", ""];

for (const [source, calls, result, error] of [
  ["RTE 3.3", [INIT], "true", "0"],
  ["RTE 3.3", [["LMSInitialize", "x"]], "false", "201"],
  ["RTE 3.3", [["LMSInitialize"]], "false", "201"],
  ["RTE 3.3", [["LMSInitialize", null]], "false", "201"],
  ["RTE 3.3", [INIT, INIT], "false", "101"],
  ["RTE 3.3", [INIT, FINISH], "true", "0"],
  ["RTE 3.3", [INIT, ["LMSFinish", "x"]], "false", "201"],
  ["RTE 3.3", [INIT, ["LMSFinish", "x"], FINISH], "true", "0"],
  ["RTE 3.3", [INIT, ["LMSCommit", ""]], "true", "0"],
  ["RTE 3.3", [INIT, ["LMSCommit"]], "false", "201"],
  ["RTE 3.3", [INIT, ["LMSCommit", false]], "false", "201"],
  ["ADL", [FINISH], "false", "301"],
  ["ADL", [["LMSCommit", ""]], "false", "301"],
  ["ADL", [["LMSGetValue", "cmi.core.entry"]], "", "301"],
  ["ADL", [["LMSSetValue", "cmi.core.exit", ""]], "false", "301"],
  ["ADL", [INIT, FINISH, FINISH], "false", "301"],
  ["ADL", [INIT, FINISH, ["LMSCommit", ""]], "false", "301"],
  ["ADL", [INIT, FINISH, ["LMSGetValue", "cmi.core.entry"]], "", "301"],
  ["ADL", [INIT, FINISH, ["LMSSetValue", "cmi.core.exit", ""]], "false", "301"],
  ["RTE 3.3", [INIT, FINISH, INIT], "false", "101"],
]) {
  check(source, calls, result, error);
}

for (const [source, calls, result, error, options] of [
  // 201: nothing of this name, or not a name at all.
  ["ADL", [["LMSGetValue", "cmi.none"]], "", "201"],
  ["ADL", [["LMSSetValue", "cmi.none", "x"]], "false", "201"],
  ["RTE 3.3", [["LMSGetValue", ""]], "", "201"],
  ["RTE 3.3", [["LMSGetValue"]], "", "201"],
  ["RTE 3.3", [["LMSGetValue", 7]], "", "201"],
  ["RTE 3.3", [["LMSSetValue", null, "x"]], "false", "201"],
  ["RTE 3.4", [["LMSGetValue", "cmi"]], "", "201"],
  ["RTE 3.4", [["LMSGetValue", "cmi.core"]], "", "201"],
  ["RTE 3.4", [["LMSSetValue", "cmi.core.score", "5"]], "false", "201"],
  ["RTE 3.4", [["LMSGetValue", "CMI.core.entry"]], "", "201"],
  ["RTE 3.4", [["LMSGetValue", "cmi.core.lesson_status "]], "", "201"],
  ["RTE 3.4", [["LMSGetValue", "cmi.objectives.n.id"]], "", "201"],
  ["RTE 3.4", [OBJECTIVE, ["LMSGetValue", "cmi.objectives.00.id"]], "", "201"],
  ["RTE 3.4", [["LMSGetValue", "cmi.objectives.-1.id"]], "", "201"],
  ["RTE 3.4", [OBJECTIVE, ["LMSGetValue", "cmi.objectives.0"]], "", "201"],
  ["RTE 3.4", [["LMSGetValue", "cmi.core._version"]], "", "201"],
  ["RTE 3.4", [["LMSGetValue", "cmi.none._children"]], "", "201"],
  ["RTE 3.4", [["LMSGetValue", "cmi.completion_status"]], "", "201"],
  // 201: an index that leaves a gap, or a record that does not begin with its id.
  ["RTE 3.4", [["LMSSetValue", "cmi.objectives.1.id", "o"]], "false", "201"],
  ["RTE 3.4", [OBJECTIVE, ["LMSSetValue", "cmi.objectives.1.id", "o"]], "true", "0"],
  ["RTE 3.4", [OBJECTIVE, ["LMSSetValue", "cmi.objectives.2.id", "o"]], "false", "201"],
  ["RTE 3.4", [OBJECTIVE, OBJECTIVE, ["LMSGetValue", "cmi.objectives._count"]], "1", "0"],
  ["RTE 3.4", [["LMSGetValue", "cmi.objectives._count"]], "0", "0"],
  ["RTE 3.4", [["LMSGetValue", "cmi.objectives.0.id"]], "", "201"],
  ["RTE 3.4", [["LMSSetValue", "cmi.objectives.0.status", "passed"]], "false", "201"],
  ["RTE 3.4", [["LMSSetValue", "cmi.objectives.0.id", ""], ["LMSGetValue", "cmi.objectives._count"]], "0", "0"],
  ["RTE 3.4", [["LMSSetValue", "cmi.interactions.0.type", "choice"]], "false", "201"],
  ["RTE 3.4", [QUESTION, ["LMSSetValue", "cmi.interactions.0.student_response", "a"]], "false", "201"],
  ["RTE 3.4", [QUESTION, ["LMSSetValue", "cmi.interactions.0.correct_responses.0.pattern", "a"]], "false", "201"],
  ["RTE 3.4", [QUESTION, CHOICE, ["LMSSetValue", "cmi.interactions.0.correct_responses.1.pattern", "a"]], "false", "201"],
  ["RTE 3.4", [QUESTION, CHOICE, ["LMSSetValue", "cmi.interactions.0.correct_responses.0.pattern", "a"]], "true", "0"],
  ["RTE 3.4", [QUESTION, ["LMSSetValue", "cmi.interactions.0.objectives.0.id", "o1"], ["LMSGetValue", "cmi.interactions.0.objectives._count"]], "1", "0"],
  ["RTE 3.4", [QUESTION, ["LMSSetValue", "cmi.interactions.0.objectives.1.id", "o1"]], "false", "201"],
  ["RTE 3.4", [["LMSGetValue", "cmi.interactions.0.objectives._count"]], "", "201"],
  // 202 and 203.
  ["ADL", [["LMSGetValue", "cmi.core.lesson_status._children"]], "", "202"],
  ["ADL", [["LMSGetValue", "cmi.core.lesson_status._count"]], "", "203"],
  ["RTE 3.3", [["LMSGetValue", "cmi.core._count"]], "", "203"],
  ["RTE 3.3", [["LMSGetValue", "cmi.core.exit._children"]], "", "202"],
  ["RTE 3.4", [["LMSGetValue", "cmi.core.score._children"]], "raw,min,max", "0"],
  ["RTE 3.4", [["LMSGetValue", "cmi.student_preference._children"]], "audio,language,speed,text", "0"],
  ["RTE 3.4", [OBJECTIVE, ["LMSGetValue", "cmi.objectives.0.score._children"]], "raw,min,max", "0"],
  ["RTE 3.4", [["LMSGetValue", "cmi._version"]], "3.4", "0"],
  // 401: an LMS without an optional group.
  ["ADL", [["LMSGetValue", "cmi.interactions._children"]], "", "401", BARE],
  ["ADL", [["LMSGetValue", "cmi.interactions._count"]], "", "401", BARE],
  ["ADL", [["LMSSetValue", "cmi.interactions.0.id", "q"]], "false", "401", BARE],
  ["ADL", [["LMSGetValue", "cmi.interactions.0.none"]], "", "201", BARE],
  ["ADL", [["LMSGetValue", "cmi.objectives._count"]], "0", "0", BARE],
  // 402: keywords.
  ["ADL", [["LMSSetValue", "cmi._version", "3.4"]], "false", "402"],
  ["ADL", [["LMSSetValue", "cmi.core._children", "x"]], "false", "402"],
  ["ADL", [["LMSSetValue", "cmi.objectives._count", "1"]], "false", "402"],
  ["RTE 3.3", [["LMSSetValue", "cmi.core.score.raw._count", "1"]], "false", "402"],
  // 403: what only the LMS writes.
  ...[
    "cmi.core.student_id", "cmi.core.student_name", "cmi.core.credit", "cmi.core.entry", "cmi.core.total_time",
    "cmi.core.lesson_mode", "cmi.launch_data", "cmi.comments_from_lms", "cmi.student_data.mastery_score",
    "cmi.student_data.max_time_allowed", "cmi.student_data.time_limit_action",
  ].map((element) => ["RTE 3.4", [["LMSSetValue", element, "x"]], "false", "403"]),
  // 404: what only the SCO knows, whether it is there or not.
  ...[
    "cmi.core.exit", "cmi.core.session_time", "cmi.interactions.0.id", "cmi.interactions.0.objectives.0.id",
    "cmi.interactions.0.time", "cmi.interactions.0.type", "cmi.interactions.0.correct_responses.0.pattern",
    "cmi.interactions.0.weighting", "cmi.interactions.0.student_response", "cmi.interactions.0.result",
    "cmi.interactions.0.latency", "cmi.interactions.5.id",
  ].map((element) => ["RTE 3.4", [QUESTION, CHOICE, ["LMSGetValue", element]], "", "404"]),
  // 405: all arguments are strings.
  ["RTE 3.3", [["LMSSetValue", "cmi.core.score.raw", 80]], "false", "405"],
  ["RTE 3.3", [["LMSSetValue", "cmi.suspend_data", undefined]], "false", "405"],
  ["RTE 3.3", [["LMSSetValue", "cmi.suspend_data"]], "false", "405"],
  ["RTE 3.3", [["LMSSetValue", "cmi.suspend_data", {}]], "false", "405"],
  // Comments are added to, and are too long together.
  ["RTE 3.4", [["LMSSetValue", "cmi.comments", "one "], ["LMSSetValue", "cmi.comments", "two"], ["LMSGetValue", "cmi.comments"]], "one two", "0"],
  ["RTE 3.4", [["LMSSetValue", "cmi.comments", "x".repeat(4000)], ["LMSSetValue", "cmi.comments", "x".repeat(97)]], "false", "405"],
  ["RTE 3.4", [["LMSSetValue", "cmi.comments", "x".repeat(4000)], ["LMSSetValue", "cmi.comments", "x".repeat(96)]], "true", "0"],
]) {
  check(source, [INIT, ...calls], result, error, options);
}

// Which values an element takes: all that are listed, and none of the others that are tried.
const long = (length) => "a".repeat(length);
for (const [source, element, takes, refuses] of [
  ["RTE 3.4", "cmi.core.lesson_status", ["passed", "completed", "failed", "incomplete", "browsed"], ["not attempted", "", "Passed", "unknown"]],
  ["RTE 3.4", "cmi.core.exit", ["time-out", "suspend", "logout", ""], ["normal", "Suspend", " "]],
  ["RTE 3.4", "cmi.core.lesson_location", ["", "Größe\n", long(255)], [long(256)]],
  ["RTE 3.4", "cmi.suspend_data", ["", long(4096)], [long(4097)]],
  ["RTE 3.4", "cmi.core.score.raw", ["", "0", "100", "99.99", "7.5"], ["-1", "100.01", "101", " 5", "5 ", "1,5", "1e1", "NaN", "+5", "80%"]],
  ["RTE 3.4", "cmi.core.score.max", ["", "100"], ["101", "-1"]],
  ["RTE 3.4", "cmi.core.score.min", ["", "0"], ["-1", "x"]],
  ["RTE 3.4", "cmi.core.session_time", ["00:00:00", "0000:12:05.00", "9999:99:59.99", "001:00:00", "00:61:00"], ["", "1:00:00", "99999:00:00", "00:00:00.123", "00:00:61", "PT5M", "5"]],
  ["RTE 3.4", "cmi.student_preference.audio", ["-1", "0", "100"], ["-2", "101", "1.5", "", "on"]],
  ["RTE 3.4", "cmi.student_preference.speed", ["-100", "0", "100"], ["-101", "101", ""]],
  ["RTE 3.4", "cmi.student_preference.text", ["-1", "0", "1"], ["2", "-2", ""]],
  ["RTE 3.4", "cmi.student_preference.language", ["", "de", long(255)], [long(256)]],
  ["RTE 3.4", "cmi.objectives.0.id", ["x", "!~", long(255)], ["", "a b", " ", "ü", "x\n", long(256)]],
  ["RTE 3.4", "cmi.objectives.0.status", ["passed", "not attempted", "browsed"], ["", "done"]],
  ["RTE 3.4", "cmi.objectives.0.score.raw", ["", "50"], ["101"]],
  ["RTE 3.4", "cmi.interactions.0.id", ["q01_fire_exit"], ["", "q 1"]],
  ["RTE 3.4", "cmi.interactions.0.time", ["00:00:00", "23:59:59.99"], ["24:00:00", "12:00", "1:00:00", "12:60:00", ""]],
  ["RTE 3.4", "cmi.interactions.0.type", ["true-false", "choice", "fill-in", "matching", "performance", "likert", "sequencing", "numeric"], ["other", "long-fill-in", ""]],
  ["RTE 3.4", "cmi.interactions.0.weighting", ["1", "-2", "0.5", "1000"], ["", "x", "1."]],
  ["RTE 3.4", "cmi.interactions.0.result", ["correct", "wrong", "unanticipated", "neutral", "0.5", "-1"], ["incorrect", "", "Correct"]],
  ["RTE 3.4", "cmi.interactions.0.latency", ["00:00:07", "0000:00:07.50"], ["", "7", "00:00:7"]],
]) {
  for (const value of [...takes, ...refuses]) {
    const [result, error] = takes.includes(value) ? ["true", "0"] : ["false", "405"];
    const ground = element.includes("objectives") ? [OBJECTIVE] : element.includes("inter") ? [QUESTION] : [];
    check(source, [INIT, ...ground, ["LMSSetValue", element, value]], result, error);
  }
}

// RTE 3.4, CMIFeedback: what an answer looks like, by the type of its interaction.
for (const [type, takes, refuses] of [
  ["true-false", ["t", "f", "0", "1", "true", "false"], ["", "yes", "T"]],
  ["choice", ["a", "0", "a,c", "{a,c}"], ["", "A", "ab", "a,", "a c", "{a,c"]],
  ["fill-in", ["", "in the case", "<case>Word", long(255)], [long(256)]],
  ["numeric", ["3.14", "-2"], ["", "3,14", "[1:5]", "x"]],
  ["likert", ["", "a", "5"], ["ab", "5,6", "A"]],
  ["matching", ["1.c", "1.c,2.b", "{1.c,2.b}"], ["", "1c", "1.c;2.b", "1[.]c"]],
  ["performance", ["", "did it", long(255)], [long(256)]],
  ["sequencing", ["c,a,b", "a"], ["", "cab", "c;a"]],
]) {
  for (const field of ["student_response", "correct_responses.0.pattern"]) {
    for (const value of [...takes, ...refuses]) {
      const [result, error] = takes.includes(value) ? ["true", "0"] : ["false", "405"];
      const ground = [INIT, QUESTION, ["LMSSetValue", "cmi.interactions.0.type", type]];
      check(`RTE 3.4, ${type}`, [...ground, ["LMSSetValue", `cmi.interactions.0.${field}`, value]], result, error);
    }
  }
}

test("RTE 3.3: the functions that ask for errors leave the last error as it is", () => {
  const { API } = run([INIT, ["LMSGetValue", "cmi.none"]]);
  assert.equal(API.LMSGetErrorString("0"), "No error");
  assert.equal(API.LMSGetErrorString("405"), "Incorrect data type");
  assert.match(API.LMSGetDiagnostic(""), /cmi\.none/);
  assert.match(API.LMSGetDiagnostic("201"), /cmi\.none/);
  assert.equal(API.LMSGetDiagnostic("405"), "Incorrect data type");
  assert.equal(API.LMSGetErrorString("999"), "");
  assert.equal(API.LMSGetLastError(), "201");
  API.LMSGetValue("cmi.core.entry");
  assert.equal(API.LMSGetLastError(), "0", "ADL: 0 after a success");
});

test("RTE 3.3: exactly these codes, each with its text", () => {
  const codes = ["0", "101", "201", "202", "203", "301", "401", "402", "403", "404", "405"];
  assert.deepEqual(Object.keys(ERRORS), codes);
});

test("RTE 3.3: eight functions, and every result is a string whatever they are given", () => {
  const odd = [undefined, null, 0, 1, true, {}, [], "", "0", "cmi.core.entry", () => "x", 10n, Symbol.iterator];
  const { API } = createLms(table);
  assert.equal(Object.keys(API).length, 8);
  for (const phase of ["new", "open", "over"]) {
    for (const call of Object.keys(API).filter((name) => !/Initialize|Finish/.test(name))) {
      assert.equal(typeof API[call](), "string");
      for (const one of odd) {
        assert.equal(typeof API[call](one), "string");
        for (const two of odd) assert.equal(typeof API[call](one, two), "string", `${phase} ${call}`);
      }
    }
    if (phase === "new") API.LMSInitialize("");
    if (phase === "open") API.LMSFinish("");
  }
});

test("a refused value changes nothing", () => {
  const lms = createLms(table);
  lms.API.LMSInitialize("");
  const before = lms.snapshot();
  for (const value of VALUES) {
    for (const element of Object.keys(before)) {
      if (lms.API.LMSSetValue(element, value) === "false") {
        assert.deepEqual(lms.snapshot()[element], before[element], element);
      } else {
        before[element] = lms.snapshot()[element];
      }
    }
  }
});

test("the log has every call in order, with the clock's time", () => {
  let time = 0;
  let changes = 0;
  const lms = createLms(table, { now: () => (time += 5), onChange: () => (changes += 1) });
  lms.API.LMSInitialize("");
  lms.API.LMSSetValue("cmi.core.lesson_status", "not attempted");
  lms.API.LMSGetLastError();
  assert.deepEqual(lms.log, [
    { n: 1, at: 5, call: "LMSInitialize", args: [""], result: "true", error: "0", diagnostic: "" },
    {
      n: 2,
      at: 10,
      call: "LMSSetValue",
      args: ["cmi.core.lesson_status", "not attempted"],
      result: "false",
      error: "405",
      diagnostic: '"not attempted" (13 characters) is no settable_status',
    },
    { n: 3, at: 15, call: "LMSGetLastError", args: [], result: "405" },
  ]);
  assert.equal(changes, 3);
});
