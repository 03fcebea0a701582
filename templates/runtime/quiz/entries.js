// What is stored of one question: its key, its signature, how it stands, and the answer.

import { readAnswer, writeAnswer } from "./answers.js";

// `OPEN`: asked, answered or not. `CHECKED`: marked, and not to be changed in this attempt. `KEPT`:
// right in the attempt before.
export const OPEN = "o";
export const CHECKED = "c";
export const KEPT = "k";

const ENTRY = /^([A-Za-z0-9_-]{3})([A-Za-z0-9_-]{2})([ock])(.*)$/;

export function writeEntry(question, { mark, answer }) {
  return question.key + question.sig + mark + writeAnswer(question, answer);
}

// The fields that are entries of these questions: key -> { mark, answer, current }. What was asked
// in other words before (`current` is false) stays asked, and is open. Other fields vanish.
export function readEntries(questions, fields) {
  const byKey = new Map(questions.map((question) => [question.key, question]));
  const entries = new Map();
  for (const field of fields) {
    const [, key, sig, mark, stored] = ENTRY.exec(field) || [];
    const question = byKey.get(key);
    if (!question || entries.has(key)) continue;
    const current = question.sig === sig;
    const answer = current ? readAnswer(question, stored) : null;
    entries.set(key, { mark: answer === null ? OPEN : mark, answer, current });
  }
  return entries;
}
