// Text that a learner types: how it is kept and compared.

import { decodeNumber, encodeNumber } from "../digits.js";

const PLAIN = /[A-Za-z0-9]/;
const ESCAPE = "-";
const DIGITS = 3;
const STORED = /^(?:[A-Za-z0-9_]|-[A-Za-z0-9_-]{3})*$/;

// In the alphabet of the stored state: letters and digits as they are, a blank as "_", every other
// UTF-16 unit as "-" and three digits.
export function escapeText(text) {
  return text.split("").map(escapeUnit).join("");
}

function escapeUnit(unit) {
  if (PLAIN.test(unit)) return unit;
  if (unit === " ") return "_";
  return ESCAPE + encodeNumber(unit.charCodeAt(0)).padStart(DIGITS, "A");
}

// The text again, or null if it is none that was escaped.
export function unescapeText(stored) {
  if (!STORED.test(stored)) return null;
  let text = "";
  for (let at = 0; at < stored.length; at += 1) {
    if (stored[at] === ESCAPE) {
      const unit = decodeNumber(stored.slice(at + 1, at + 1 + DIGITS));
      if (unit > 0xffff) return null;
      text += String.fromCharCode(unit);
      at += DIGITS;
    } else {
      text += stored[at] === "_" ? " " : stored[at];
    }
  }
  return text;
}

// One way to write it: letters and their accents as one, blanks of every sort as one blank.
export function tidy(text) {
  return text.normalize("NFC").trim().replace(/\s+/g, " ");
}

// Capitals first: they make one of "ß" and "SS", and of the two small sigmas.
export const folded = (text) => text.toUpperCase().toLowerCase().normalize("NFC");

// Phones bend quotation marks and apostrophes of their own accord.
const straight = (text) => text.replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d]/g, '"');

// Whether a typed text is one that is accepted.
export function isAccepted(typed, { text, expression, anyCase }) {
  const given = straight(tidy(typed));
  if (expression) {
    const whole = new RegExp(`^(?:${text})$`, anyCase ? "iu" : "u");
    return whole.test(given) || whole.test(tidy(typed));
  }
  const wanted = straight(tidy(text));
  return anyCase ? folded(given) === folded(wanted) : given === wanted;
}

// The first `length` UTF-16 units, one less where that would cut a character in two.
export function cut(text, length) {
  const end = /[\ud800-\udbff]/.test(text.charAt(length - 1)) ? length - 1 : length;
  return text.length > length ? text.slice(0, end) : text;
}
