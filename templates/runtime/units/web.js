// Somebody's own page in a frame: done when the learner says so, or the page itself does by
//
//   window.parent.postMessage({ scormBuilder: 1, complete: true, score: 80 }, "*");
//
// where `score` (0 to 100) may be left out. Nothing is graded yet, so a score goes no further.

import { createCore as createPlain, letter as plain } from "./plain.js";

export const letter = plain;
export const createCore = createPlain;

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
    if (told || source !== frame.contentWindow || !isCompletion(data)) return;
    told = true;
    stage.press();
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
