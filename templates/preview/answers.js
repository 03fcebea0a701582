// How an LMS answers, whatever it does: as text or not, in time or not, or not at all. No clock of its
// own: the page blocks by `wait(milliseconds)`.
//
//   createAnswers(answers, wait) -> { has(call), answer(call, args, run) }
//
// `answers` is that of a profile (profiles.js); `run` does what the call asks for and gives
// { result, error, diagnostic }. `answer` gives the same, or { thrown } if the LMS throws.

const OFFLINE = { result: "false", error: "101", diagnostic: "the server cannot be reached" };
const BOOLEANS = { true: true, false: false };

export function createAnswers({ lacks = [], native, always, throws, delay, offline } = {}, wait = block) {
  let commits = 0;

  // The numbers and truths in a text, for an LMS that hands out what it has.
  function handedOut(call, [element], text) {
    if (text in BOOLEANS && native === true) return BOOLEANS[text];
    const isNumber = text !== "" && Number.isFinite(Number(text));
    const isHere = native === true || (native && call === "LMSGetValue" && native.includes(element));
    return isNumber && isHere ? Number(text) : text;
  }

  function answer(call, args, run) {
    if (throws) return { thrown: `${call}: permission denied` };
    if (always !== undefined) return { result: always, error: "101", diagnostic: "nothing is done" };
    if (call === "LMSCommit") {
      commits += 1;
      if (delay) wait(delay);
      if (offline && commits >= offline.from && commits <= offline.to) return OFFLINE;
    }
    const answered = run(...args);
    return { ...answered, result: handedOut(call, args, answered.result) };
  }

  return { has: (call) => !lacks.includes(call), answer };
}

// As a synchronous request does.
function block(milliseconds) {
  const start = Date.now();
  while (Date.now() - start < milliseconds);
}
