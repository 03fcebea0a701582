// Somebody's own page in a frame: done when the learner says so, or the page itself does by
//
//   window.parent.postMessage({ scormBuilder: 1, complete: true, score: 80 }, "*");
//
// where `score` (0 to 100) may be left out. It may be sent again: the best score counts.

import { decodeNumber, encodeNumber } from "../digits.js";
import { createCore as createPlain, letter as plain } from "./plain.js";

export const letter = plain;

const HUNDREDTHS = 100;

// `body.passing` is the share of 100 that passes, if there is such a mark.
export function createCore({ body }) {
  const core = createPlain();
  let { passing = null } = body;
  let best = null;
  const passed = () => (passing === null ? null : best >= passing);

  return {
    ...core,
    obey(mark) {
      if (mark !== null) passing = mark;
    },
    // One more than the hundredths, since 0 is a score too.
    restore({ fields: [stored = ""] }) {
      const number = decodeNumber(stored);
      if (number > 0 && number <= HUNDREDTHS * HUNDREDTHS + 1) best = (number - 1) / HUNDREDTHS;
    },
    fields: () => (best === null ? [] : [encodeNumber(Math.round(best * HUNDREDTHS) + 1)]),
    // True if it is better than what there was.
    score(number) {
      if (best !== null && number <= best) return false;
      best = Math.round(number * HUNDREDTHS) / HUNDREDTHS;
      return true;
    },
    outcome: () => (best === null ? null : { raw: best, passed: passed(), over: false, last: false }),
    measure(so) {
      if (so.rule !== "passed") return core.measure(so);
      const percent = best || 0;
      const done = best !== null && passed() === true;
      return { done, share: done ? 1 : percent / 100, key: "progress_passed", values: { percent } };
    },
  };
}

const KEYS = ["scormBuilder", "complete", "score"];

// Whether a message says, in exactly this form, that the learner is done.
export function isCompletion(message) {
  if (typeof message !== "object" || message === null || Array.isArray(message)) return false;
  if (!Object.keys(message).every((key) => KEYS.includes(key))) return false;
  if (message.scormBuilder !== 1 || message.complete !== true) return false;
  return !("score" in message) || isScore(message.score);
}

function isScore(score) {
  return Number.isFinite(score) && score >= 0 && score <= 100;
}

// What scripts in the frame find when they climb to look for an LMS: something that takes all, keeps
// nothing and never complains. Without it they would find the LMS itself, end our session and
// overwrite what it knows of this unit.
export function createStandIn() {
  const yes = () => "true";
  const nothing = () => "";
  const noError = () => "0";
  const api = {};
  for (const prefix of ["LMS", ""]) {
    for (const call of ["SetValue", "Commit"]) api[prefix + call] = yes;
    for (const call of ["GetValue", "GetErrorString", "GetDiagnostic"]) api[prefix + call] = nothing;
    api[`${prefix}GetLastError`] = noError;
  }
  for (const call of ["LMSInitialize", "LMSFinish", "Initialize", "Terminate"]) api[call] = yes;
  return Object.freeze(api);
}

export function bind(core, root, stage) {
  const frame = root.querySelector('[data-role="web"]');
  let told = false;
  stage.onMessage(({ source, data }) => {
    if (source !== frame.contentWindow || !isCompletion(data)) return;
    const isBetter = "score" in data && core.score(data.score);
    if (!told) stage.press();
    else if (isBetter) stage.changed();
    told = true;
  });

  // Who works in the frame is not idle, though nothing of it reaches this page by itself.
  function follow() {
    const inside = look(() => frame.contentDocument);
    if (inside) stage.onTouch(inside);
  }
  frame.addEventListener("load", follow);
  follow();
}

// A page of another origin, as all are on a disk, cannot be looked into.
function look(read) {
  try {
    return read();
  } catch (refused) {
    return null;
  }
}
