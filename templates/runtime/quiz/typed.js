// Text that a learner types: how it is kept, compared, and read as a number.

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
const folded = (text) => text.toUpperCase().toLowerCase().normalize("NFC");

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

const NUMBER = /^([+-]?)(\d*)(?:[.,](\d*))?(.*)$/s;
const MINUS = /^[\u2212\u2010-\u2013\uff0d]/;
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g;
const OTHER_POINTS = /[\u066b\uff0e\uff0c]/g;

// What is typed for a number as a plain decimal, "-0.5" for "-,5": a point, no blanks, no sign but
// the minus. A unit behind it is left out if it is the one that was asked for. Null if it is no
// number.
export function readDecimal(typed, unit) {
  const [, sign, whole, fraction = "", rest] = NUMBER.exec(western(typed));
  if (whole + fraction === "") return null;
  if (rest.trim() !== "" && plainUnit(rest) !== plainUnit(unit)) return null;
  const digits = whole.replace(/^0+(?=\d)/, "") || "0";
  return `${sign === "-" ? "-" : ""}${digits}${fraction ? `.${fraction}` : ""}`;
}

// Arabic, Persian and full-width figures, and every minus, as ASCII has them.
function western(text) {
  return text
    .trim()
    .replace(MINUS, "-")
    .replace(OTHER_DIGITS, (digit) => String(digit.charCodeAt(0) % 16))
    .replace(OTHER_POINTS, ".");
}

// "m\u00b2" is "m2", and the sign of micro a Greek letter. Capitals mean something else.
const plainUnit = (unit) => tidy(unit.normalize("NFKC"));

// The first `length` UTF-16 units, one less where that would cut a character in two.
export function cut(text, length) {
  const end = /[\ud800-\udbff]/.test(text.charAt(length - 1)) ? length - 1 : length;
  return text.length > length ? text.slice(0, end) : text;
}
