// How a page with questions keeps its fields: how many answers there are, these, and then those that
// the page would have without. A page whose questions went, or came, finds its own again.

import { decodeNumber, encodeNumber } from "./digits.js";

// The letters of a page, and of one with questions.
export const PAGE = "p";
export const ASKING = "e";

export const joined = (answers, own) => [encodeNumber(answers.length), ...answers, ...own];

// The record of either as { answers, page }: `page` is what a page without questions would have kept.
export function parted(record) {
  if (record.letter === PAGE) return { answers: [], page: record };
  const [count = "", ...fields] = record.fields;
  const answers = decodeNumber(count) || 0;
  const page = { ...record, letter: PAGE, fields: fields.slice(answers) };
  return { answers: fields.slice(0, answers), page };
}
