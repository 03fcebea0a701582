// The API of SCORM 1.2 as LMSs really have it: functions may be missing, throw, or answer with
// numbers, booleans or nothing. Nothing of that reaches the session, which sees strings and
// true or false.

const NOT_IMPLEMENTED = "401";
const MOST_ERRORS = 20;

// `accepts(element, value)` says whether the data model allows the value; what it does not allow is
// never sent.
export function createScorm12(api, accepts) {
  const errors = [];
  const missing = new Set();

  // The answer as a string; nothing at all is "".
  function call(name, ...args) {
    try {
      if (typeof api[name] !== "function") return { answer: "", problem: "missing" };
      const answer = api[name](...args);
      return { answer: answer === undefined || answer === null ? "" : String(answer) };
    } catch (thrown) {
      return { answer: "", problem: "threw" };
    }
  }

  function note(name, element, problem) {
    errors.push(`${name}(${element}) ${problem}`);
    if (errors.length > MOST_ERRORS) errors.shift();
  }

  // Whether a call did what it should. Some LMSs answer with nothing at all: then their error
  // number decides, if they have one.
  function done(name, element, { answer, problem }) {
    if (problem) {
      note(name, element, problem);
      return { ok: false, code: "" };
    }
    const word = answer.toLowerCase();
    if (word === "true" || word === "1") return { ok: true, code: "0" };
    const code = call("LMSGetLastError").answer;
    if (code === "0" && word !== "false" && word !== "0") return { ok: true, code };
    note(name, element, `answered ${word || "nothing"}, error ${code || "unknown"}`);
    return { ok: false, code };
  }

  return {
    link: "lms",
    // The last things that went wrong, oldest first, for whoever looks into a complaint.
    errors: () => errors.slice(),

    initialize: () => done("LMSInitialize", "", call("LMSInitialize", "")).ok,

    get(element) {
      const { answer, problem } = call("LMSGetValue", element);
      if (problem) note("LMSGetValue", element, problem);
      return answer;
    },

    // An element that the LMS says it does not have is left alone from then on: trying again could
    // not help, and nothing that a learner did depends on it.
    set(element, value) {
      if (missing.has(element)) return true;
      if (!accepts(element, value)) {
        note("LMSSetValue", element, `not a value of the data model: ${value}`);
        return false;
      }
      const { ok, code } = done("LMSSetValue", element, call("LMSSetValue", element, value));
      if (!ok && code === NOT_IMPLEMENTED) missing.add(element);
      return ok || missing.has(element);
    },

    // Whether the LMS has said that it does not have an element.
    lacks: (element) => missing.has(element),

    commit: () => done("LMSCommit", "", call("LMSCommit", "")).ok,

    // wagtail-lms has no LMSFinish: what was committed is all that it keeps.
    finish: () => done("LMSFinish", "", call("LMSFinish", "")).ok,
  };
}
