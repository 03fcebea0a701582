// cmi.suspend_data: "1" and records, each closed by "~". docs/state.md is the contract.

import { decodeNumber, encodeNumber, largest } from "./digits.js";

const VERSION = "1";
const END = "~";
const KEY_LENGTH = 3;
const RECORD = /^[A-Za-z0-9_-]{3}[A-Za-z0-9._-]*$/;
const HEAD = /^[-ifcp][a-z]$/;
// What a version to come would leave: its digit, whole records, and perhaps one that was cut off.
const OTHER_VERSION =
  /^[0-9a-z](?:[A-Za-z0-9_-]{3}[-ifcp][a-z](?:\.[A-Za-z0-9_-]*)*~)+[A-Za-z0-9._-]*$/;

// SCORM 1.2 promises 4,096 characters; some LMSs add to what they store.
export const STATE_LIMIT = 4000;
export const MOST_SECONDS = largest(3);

const LETTERS = { i: "incomplete", f: "failed", c: "completed", p: "passed", "-": "not attempted" };

// The records of a stored state: key -> payload, in their order. Text that is not ours has none;
// of broken text what parses is kept. A record cut off by the LMS keeps its status and type, for
// they stand first; the rest of it cannot be trusted.
export function parseState(text) {
  const records = new Map();
  if (typeof text !== "string" || !isOurs(text)) return records;
  const pieces = text.slice(1).split(END);
  const cut = pieces.pop();
  for (const piece of pieces) keep(records, piece);
  const head = cut.slice(KEY_LENGTH, KEY_LENGTH + 2);
  if (HEAD.test(head)) keep(records, cut.slice(0, KEY_LENGTH + 2));
  return records;
}

// Other programs begin their texts with digits too. So another version's is taken for ours only if
// nothing in it speaks against it; in our own one broken piece does not cost the others.
function isOurs(text) {
  return text.charAt(0) === VERSION || OTHER_VERSION.test(text);
}

function keep(records, piece) {
  if (!RECORD.test(piece)) return;
  const key = piece.slice(0, KEY_LENGTH);
  if (!records.has(key)) records.set(key, piece.slice(KEY_LENGTH));
}

// The text of our own records, and behind them, while they fit, those that were read but are not
// ours: a course that goes back to an older version must not lose what a newer one wrote.
export function formatState(own, carried) {
  let text = VERSION;
  for (const [key, payload] of own) text += key + payload + END;
  for (const [key, payload] of carried) {
    if (own.has(key)) continue;
    const record = key + payload + END;
    if (text.length + record.length > STATE_LIMIT) break;
    text += record;
  }
  return text;
}

// A payload as { status, letter, seconds, place, fields }; null if it is none.
export function parseRecord(payload) {
  const [head, seconds = "", place = "", ...fields] = payload.split(".");
  if (!HEAD.test(head)) return null;
  return {
    status: LETTERS[head.charAt(0)],
    letter: head.charAt(1),
    seconds: Math.min(decodeNumber(seconds) || 0, MOST_SECONDS),
    place: decodeNumber(place) || 0,
    fields,
  };
}

// `fields` are strings of [A-Za-z0-9_-]; empty ones at the end are left out.
export function formatRecord({ status, letter, seconds, place, fields }) {
  const mark = Object.keys(LETTERS).find((candidate) => LETTERS[candidate] === status) || "-";
  const parts = [
    mark + letter,
    encodeNumber(Math.min(Math.floor(seconds), MOST_SECONDS)),
    encodeNumber(place),
    ...fields,
  ];
  return parts.join(".").replace(/\.+$/, "");
}
