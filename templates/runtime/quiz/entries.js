// What is stored of one question: its key, its signature, how it stands, and the answer.

import { readAnswer, writeAnswer } from "./answers.js";

// `OPEN`: asked, answered or not. `CHECKED`: marked, and not to be changed in this attempt. `KEPT`:
// right in the attempt before. In an attempt that was handed in the others say how they were marked.
export const OPEN = "o";
export const CHECKED = "c";
export const KEPT = "k";
const RIGHT = "r";
const PARTLY = "p";
const WRONG = "w";
const NEITHER = "n";

// A fourth character of the key stands behind the mark, which is a capital then: so nobody who
// looks for a key of three takes the entry for that of another question.
const USUAL = 3;
const ENTRY = /^([A-Za-z0-9_-]{3})([A-Za-z0-9_-]{2})(?:([ockrpwn])|([OCKRPWN])([A-Za-z0-9_-]))(.*)$/;
// What is also said of a question without an answer.
const UNANSWERED = [WRONG, NEITHER];

// The mark of a share that an answer earned.
export function markOf(share) {
  if (share === null) return NEITHER;
  if (share === 1) return RIGHT;
  return share > 0 ? PARTLY : WRONG;
}

// Whether an answer that was handed in with this mark would get the same today. Records of older
// versions do not say how an answer was marked: nothing speaks against theirs.
export function isMarkOf(mark, share) {
  if (mark === OPEN || mark === CHECKED) return true;
  return markOf(share) === (mark === KEPT ? RIGHT : mark);
}

export function writeEntry(question, { mark, answer }) {
  const more = question.key.slice(USUAL);
  const shown = more ? mark.toUpperCase() : mark;
  return question.key.slice(0, USUAL) + question.sig + shown + more + writeAnswer(question, answer);
}

// The fields that are entries of these questions: key -> { mark, answer, current }. What was asked
// in other words before (`current` is false) stays asked, and is open. Other fields vanish.
export function readEntries(questions, fields) {
  const byKey = new Map(questions.map((question) => [question.key, question]));
  const entries = new Map();
  for (const field of fields) {
    const [, first, sig, usual, capital, more = "", stored] = ENTRY.exec(field) || [];
    const key = first + more;
    const mark = usual || (capital && capital.toLowerCase());
    const question = byKey.get(key);
    if (!question || entries.has(key)) continue;
    const current = question.sig === sig;
    const answer = current ? readAnswer(question, stored) : null;
    const believed = answer !== null || UNANSWERED.includes(mark);
    entries.set(key, { mark: believed ? mark : OPEN, answer, current });
  }
  return entries;
}
