// A strict SCORM 1.2 LMS: what the standard says, and nothing that real LMSs forgive. No DOM, no
// clock, no storage of its own: it runs in node and in a browser alike.
//
//   createLms(table, options) -> { API, log, snapshot, record, isFinished }
//
// `table` is spec/cmi.json. `options`, all of them optional:
//   record      what an earlier launch left (`record()`); null: the first launch
//   mode        "normal" | "browse" | "review"; credit "credit" | "no-credit"
//   entry       overrides what the learner's record would give
//   student     { id, name }
//   launch      { data, masteryScore, maxTimeAllowed, timeLimitAction } from the manifest, as strings
//   profile     how this LMS differs from the standard (profiles.js); `strict` if not given
//   wait        blocks for so many milliseconds, for LMSs that are slow
//   now         milliseconds, for the log
//   onChange    called after every call
//
// What comes back:
//   API           the eight functions
//   log           the calls in order: { n, at, call, args, result, error, diagnostic }; the three
//                 functions that only ask for an error have none themselves
//   snapshot()    every value that there is now, by element
//   record()      what the LMS would still have if the browser were gone now: a plain value for the
//                 next launch
//   isFinished()  whether LMSFinish ended the session
//
// Source of the rules: SCORM 1.2 Run-Time Environment, sections 3.3 (API, errors) and 3.4 (data
// model). Where it names no code, the choice is: a value set before the id or type of its record is
// 201, as an index that is left out is; what a SCO may neither read nor set is said before an index
// that is not there.

import { createAnswers } from "./answers.js";
import { createDataModel } from "./data_model.js";
import { PROFILES } from "./profiles.js";
import { begin, end } from "./sessions.js";

export const ERRORS = {
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

// An error on its way out of a call.
class Refusal {
  constructor(code, why) {
    this.code = code;
    this.why = why;
  }
}

function refuse(code, why) {
  throw new Refusal(code, why);
}

export function createLms(table, given = {}) {
  const profile = given.profile || PROFILES.strict;
  const options = { ...profile.launch, ...given };
  const answers = createAnswers(profile.answers, options.wait);
  const model = createDataModel(table, profile);
  const mode = options.mode || "normal";
  const credit = options.credit || (mode === "normal" ? "credit" : "no-credit");
  const before = options.record || null;
  const now = options.now || (() => 0);
  const log = [];
  let values = begin(model, profile, before, { ...options, mode, credit });
  const counts = before ? { ...before.counts } : {};
  let kept = before;
  let phase = "new";
  let lastError = "0";
  let diagnostic = "";

  const countOf = (array) => counts[array] || 0;

  function keep() {
    kept = { values: { ...values }, counts: { ...counts }, finished: phase === "over" };
  }

  function mustBeOpen() {
    if (phase !== "open") refuse("301", phase === "new" ? "not yet" : "the session is over");
  }

  function mustBeBlank(argument) {
    if (argument !== "") refuse("201", 'the argument must be ""');
  }

  function find(element) {
    if (typeof element !== "string") refuse("201", "the element must be a string");
    const found = model.find(element);
    if (found.error === "401") refuse("401", `${element} is not in this LMS`);
    if (found.error) refuse(found.error, `there is no element ${element}`);
    return found;
  }

  // Every index must be one of what is there; `making` allows the next one too.
  function mustHaveRecord(element, making) {
    for (const { array, index } of model.steps(element)) {
      if (index > countOf(array) || (index === countOf(array) && !making)) {
        refuse("201", `${array} has ${countOf(array)} records, none of index ${index}`);
      }
    }
  }

  function initialize(argument) {
    mustBeBlank(argument);
    if (phase === "open") refuse("101", "already initialized");
    if (phase === "over") refuse("101", "the session is over");
    phase = "open";
    return "true";
  }

  function getValue(element) {
    if (profile.blank.includes(element)) return "";
    if (profile.trusts) return values[element] || "";
    mustBeOpen();
    const { kind, row, list, array } = find(element);
    if (kind === "_children" && list === undefined) refuse("202", element);
    if (kind === "_count" && array === undefined) refuse("203", element);
    if (row && !row.access.includes("r")) refuse("404", element);
    mustHaveRecord(element, false);
    if (kind === "_children") return list;
    if (kind === "_count") return String(countOf(array));
    return values[element] === undefined ? row.default || "" : values[element];
  }

  function setValue(element, value) {
    if (profile.trusts) return take(element, String(value));
    mustBeOpen();
    const { kind, row } = find(element);
    if (kind !== "leaf" || row.keyword) refuse("402", element);
    if (!row.access.includes("w")) refuse("403", element);
    mustHaveRecord(element, true);
    // "cmi.interactions.3" of an element of the fourth interaction.
    const [owner] = /^cmi\.[a-z_]+\.\d+/.exec(element) || [""];
    for (const name of row.first || []) {
      if (values[`${owner}.${name}`] === undefined) refuse("201", `set ${owner}.${name} before`);
    }
    if (typeof value !== "string") refuse("405", "the value must be a string");
    const interaction = profile.feedback ? values[`${owner}.type`] : undefined;
    const whole = row.appends ? values[element] + value : value;
    if (!model.fits(row, whole, interaction)) {
      const shown = JSON.stringify(whole.slice(0, 80));
      refuse("405", `${shown} (${whole.length} characters) is no ${model.typeOf(row, interaction)}`);
    }
    for (const { array, index } of model.steps(element)) {
      counts[array] = Math.max(countOf(array), index + 1);
    }
    return take(element, whole);
  }

  function take(element, value) {
    values[element] = value;
    if (profile.keeps === "set") keep();
    return "true";
  }

  function commit(argument) {
    if (profile.trusts) return "true";
    mustBeOpen();
    mustBeBlank(argument);
    keep();
    return "true";
  }

  function finish(argument) {
    mustBeOpen();
    mustBeBlank(argument);
    values = end(profile, values);
    phase = "over";
    keep();
    return "true";
  }

  const logged = (call, run) => (...args) => {
    const answer = answers.answer(call, args, run);
    log.push({ n: log.length + 1, at: now(), call, args, ...answer });
    if (options.onChange) options.onChange();
    if (answer.thrown) throw new Error(answer.thrown);
    return answer.result;
  };

  // A call that can be refused; `refused` is its answer then.
  const judged = (call, refused, run) =>
    logged(call, (...args) => {
      let result = refused;
      lastError = "0";
      diagnostic = "";
      try {
        result = run(...args);
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
        lastError = problem.code;
        diagnostic = problem.why;
      }
      return { result, error: lastError, diagnostic };
    });

  // The three functions that ask about errors leave the last error as it is.
  const asked = (call, run) => logged(call, (...args) => ({ result: run(...args) }));

  const API = {
    LMSInitialize: judged("LMSInitialize", "false", initialize),
    LMSFinish: judged("LMSFinish", "false", finish),
    LMSGetValue: judged("LMSGetValue", "", getValue),
    LMSSetValue: judged("LMSSetValue", "false", setValue),
    LMSCommit: judged("LMSCommit", "false", commit),
    LMSGetLastError: asked("LMSGetLastError", () => lastError),
    LMSGetErrorString: asked("LMSGetErrorString", (code) => ERRORS[code] || ""),
    LMSGetDiagnostic: asked("LMSGetDiagnostic", (code) =>
      code === "" || code === lastError ? diagnostic || ERRORS[lastError] : ERRORS[code] || "",
    ),
  };

  for (const call of Object.keys(API)) if (!answers.has(call)) delete API[call];

  return {
    API,
    log,
    snapshot: () => ({ ...values }),
    record: () => JSON.parse(JSON.stringify(kept)),
    isFinished: () => phase === "over",
  };
}
