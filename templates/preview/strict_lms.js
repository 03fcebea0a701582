// A strict SCORM 1.2 LMS: what the standard says, and nothing that real LMSs forgive.
//
//   createLms(table, options) -> { API, log, snapshot, record, isFinished }
//
// `table` is spec/cmi.json. `options`, all of them optional:
//   record      what an earlier launch left (`record()`); none: the first launch
//   mode        "normal" | "browse" | "review"; credit "credit" | "no-credit"
//   entry       overrides what the learner's record would give; "" for LMSs that never say "resume"
//   student     { id, name }
//   launch      { data, masteryScore, maxTimeAllowed, timeLimitAction } from the manifest
//   now         milliseconds, for the log
//   onChange    called after every call
//
// `log` is the ordered list of calls: { n, at, call, args, result, error }. `record()` is what the
// LMS would still have if the browser were gone now: the values of the last commit. Source of the
// rules: SCORM 1.2 Run-Time Environment, sections 3.3 and 3.4.

import { createDataModel } from "./data_model.js";

const TEXT = {
  0: "No error",
  101: "General exception",
  201: "Invalid argument error",
  202: "Element cannot have children",
  203: "Element not an array - cannot have count",
  301: "Not initialized",
  401: "Not implemented error",
  402: "Invalid set value, element is a keyword",
  403: "Element is read only",
  404: "Element is write only",
  405: "Incorrect data type",
};

export function createLms(table, options = {}) {
  const model = createDataModel(table);
  const now = options.now || (() => 0);
  const mode = options.mode || "normal";
  const credit = options.credit || (mode === "normal" ? "credit" : "no-credit");
  const before = options.record || null;
  const log = [];
  const values = begin();
  let counts = { ...(before ? before.counts : {}) };
  let committed = before;
  let phase = "new";
  let lastError = "0";
  let diagnostic = "";
  let saidStatus = false;

  function begin() {
    const launch = options.launch || {};
    const student = options.student || { id: "learner-1", name: "Doe, Jane" };
    const fresh = { ...model.defaults(), ...(before ? before.values : {}) };
    const exit = before ? before.values["cmi.core.exit"] : null;
    const entry = before === null ? "ab-initio" : exit === "suspend" ? "resume" : "";
    return {
      ...fresh,
      "cmi.core.student_id": student.id,
      "cmi.core.student_name": student.name,
      "cmi.core.credit": credit,
      "cmi.core.lesson_mode": mode,
      "cmi.core.entry": options.entry === undefined ? entry : options.entry,
      "cmi.core.total_time": addTimes(fresh["cmi.core.total_time"], fresh["cmi.core.session_time"]),
      "cmi.core.session_time": "",
      "cmi.core.exit": "",
      "cmi.launch_data": launch.data || "",
      "cmi.student_data.mastery_score": launch.masteryScore || "",
      "cmi.student_data.max_time_allowed": launch.maxTimeAllowed || "",
      "cmi.student_data.time_limit_action": launch.timeLimitAction || "",
    };
  }

  function fail(code, why = "") {
    lastError = code;
    diagnostic = why;
    return code;
  }

  const wrongArgument = (argument) =>
    argument !== "" && fail("201", `the argument must be "", not ${JSON.stringify(argument)}`);

  function initialize(argument) {
    if (wrongArgument(argument)) return "false";
    if (phase !== "new") {
      fail("101", phase === "open" ? "already initialized" : "the session is over");
      return "false";
    }
    phase = "open";
    fail("0");
    return "true";
  }

  function closed() {
    return phase !== "open" && fail("301", phase === "new" ? "not yet" : "the session is over");
  }

  const countOf = (array) => counts[array] || 0;

  // Whether every index of an element may be used; a new record may be made at the end only.
  function indexesFit(element, making) {
    return model.steps(element).every(({ array, index }) => {
      return index < countOf(array) || (making && index === countOf(array));
    });
  }

  function getValue(element) {
    if (closed()) return "";
    if (typeof element !== "string") return fail("201", "the element must be a string") && "";
    const found = model.find(element);
    if (found.error) return fail(found.error, element) && "";
    if (!indexesFit(element, false)) {
      // The count of an array inside a record that is not there is nobody's count.
      return fail("201", "there is no record of this index") && "";
    }
    if (found.kind === "children") return fail("0") && found.list;
    if (found.kind === "count") return fail("0") && String(countOf(found.array));
    if (found.row.access === "w") return fail("404", element) && "";
    fail("0");
    return values[element] === undefined ? found.row.default || "" : values[element];
  }

  function setValue(element, value) {
    if (closed()) return "false";
    if (typeof element !== "string") return fail("201", "the element must be a string") && "false";
    const found = model.find(element);
    if (found.error) return fail(found.error, element) && "false";
    if (found.kind !== "leaf" || found.row.keyword) return fail("402", element) && "false";
    if (found.row.access === "r") return fail("403", element) && "false";
    if (typeof value !== "string") return fail("405", "the value must be a string") && "false";
    if (!indexesFit(element, true)) return fail("201", "an index would be left out") && "false";
    const missing = (found.row.first || []).find((name) => values[`${base(element)}.${name}`] === undefined);
    if (missing) return fail("201", `${base(element)}.${missing} must be set before`) && "false";
    const whole = found.row.appends ? values[element] + value : value;
    if (!model.fits(found.row, whole)) {
      return fail("405", `${JSON.stringify(whole.slice(0, 80))} is no ${found.row.type}`) && "false";
    }
    for (const { array, index } of model.steps(element)) {
      counts = { ...counts, [array]: Math.max(countOf(array), index + 1) };
    }
    values[element] = whole;
    if (element === "cmi.core.lesson_status") saidStatus = true;
    fail("0");
    return "true";
  }

  // "cmi.interactions.3" of an element of the fourth interaction.
  function base(element) {
    return (/^cmi\.[a-z_]+\.\d+/.exec(element) || [""])[0];
  }

  function keep() {
    committed = JSON.parse(JSON.stringify({ values, counts }));
  }

  function commit(argument) {
    if (closed()) return "false";
    if (wrongArgument(argument)) return "false";
    keep();
    fail("0");
    return "true";
  }

  function finish(argument) {
    if (closed()) return "false";
    if (wrongArgument(argument)) return "false";
    decideStatus();
    keep();
    phase = "over";
    fail("0");
    return "true";
  }

  // RTE 3.4, cmi.core.lesson_status: silence counts as completed (in browse mode as browsed), and a
  // mastery score decides over what a SCO for credit said, if there is a score.
  function decideStatus() {
    const status = "cmi.core.lesson_status";
    if (!saidStatus && values[status] === "not attempted") {
      values[status] = mode === "browse" ? "browsed" : "completed";
    }
    const mastery = values["cmi.student_data.mastery_score"];
    const raw = values["cmi.core.score.raw"];
    if (mode === "normal" && credit === "credit" && mastery !== "" && raw !== "") {
      values[status] = Number(raw) >= Number(mastery) ? "passed" : "failed";
    }
  }

  function logged(call, run, keepsError) {
    return (...args) => {
      const result = keepsError ? run(...args) : String(run(...args));
      const entry = { n: log.length + 1, at: now(), call, args, result };
      log.push(keepsError ? entry : { ...entry, error: lastError, diagnostic });
      if (options.onChange) options.onChange();
      return result;
    };
  }

  const API = {
    LMSInitialize: logged("LMSInitialize", initialize),
    LMSFinish: logged("LMSFinish", finish),
    LMSGetValue: logged("LMSGetValue", getValue),
    LMSSetValue: logged("LMSSetValue", setValue),
    LMSCommit: logged("LMSCommit", commit),
    LMSGetLastError: logged("LMSGetLastError", () => lastError, true),
    LMSGetErrorString: logged("LMSGetErrorString", (code) => TEXT[String(code)] || "", true),
    LMSGetDiagnostic: logged(
      "LMSGetDiagnostic",
      (code) => (code === "" || String(code) === lastError ? diagnostic : TEXT[String(code)] || ""),
      true,
    ),
  };

  return {
    API,
    log,
    snapshot: () => ({ ...values }),
    record: () => committed,
    isFinished: () => phase === "over",
  };
}

// "0000:10:00.00" and "0000:00:30.5": times of the data model, added. A blank counts as nothing.
export function addTimes(one, two) {
  const cents = centiseconds(one) + centiseconds(two);
  const pad = (number, digits) => String(number).padStart(digits, "0");
  const hours = Math.min(Math.floor(cents / 360000), 9999);
  const rest = cents % 360000;
  const seconds = `${pad(Math.floor((rest % 6000) / 100), 2)}.${pad(rest % 100, 2)}`;
  return `${pad(hours, 4)}:${pad(Math.floor(rest / 6000), 2)}:${seconds}`;
}

function centiseconds(time) {
  const match = /^(\d+):(\d+):(\d+)(?:\.(\d{1,2}))?$/.exec(time || "");
  if (!match) return 0;
  const [, hours, minutes, seconds, part = "0"] = match;
  return (
    (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 100 + Number(part.padEnd(2, "0"))
  );
}
