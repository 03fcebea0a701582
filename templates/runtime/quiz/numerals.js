// What a learner types for a number, read as plain decimals.

import { folded, tidy } from "./typed.js";

const UNSEEN = /\p{Cf}/gu;
const MINUS = /[\u2212\u2010-\u2013\uff0d]/g;
const DIGIT = /\p{Nd}/u;
// The sign of a currency stands before a number as well.
const CURRENCY = /^([+-]?) ?(\p{Sc}) ?([+-]?[\d.,].*)$/u;
const OTHER_POINTS = /[\u066b\uff0e]/g;
const OTHER_COMMAS = /[\u060c\uff0c]/g;
// The apostrophes of the Swiss, and the sign for thousands of the Arabs.
const APOSTROPHES = /[\u2018\u2019\u02bc\u00b4`\uff07\u066c]/g;
const RAISED = /10([\u207a\u207b]?[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+)/g;
const POWER = /(^[+-]?| ?[x\u00d7*\u00b7\u22c5]) ?10 ?(?:\^|\*\*) ?/i;

const NUMBER = /^([+-]?) ?([\d.,' ]*[\d.,])(?: ?e ?([+-]?\d{1,3})(?!\d))?(.*)$/is;
// Groups have three figures; the Indian ones before the last have two.
const WHOLE = /^(?:\d*|\d{1,3}([ .,'])(?:\d{2,3}\1)*\d{3})$/;
const FRACTION = /^(?:\d{3}([ '])(?:\d{3}\1)*)?\d*$/;
// The mark groups the three figures behind it, or it is the decimal one.
const EITHER = /^[1-9]\d{0,2}([.,])\d{3}$/;

// "-0.5" for "-,5", "1234.5" for "1.234,5", "600" for "6e2": a point, no blanks, no sign but the
// minus, no exponent. A unit behind it is left out if it is the one that was asked for. Of two
// readings that comes first which the language means that has this decimal mark. None if it is no
// number, or one that is too large to count with.
export function readings(typed, { unit, decimalMark }) {
  const [, sign, numeral, exponent, rest] = NUMBER.exec(western(typed)) || [];
  if (numeral === undefined || !isUnit(rest, unit)) return [];
  const [whole, fraction] = parts(numeral);
  if (whole + fraction === "" || !WHOLE.test(whole) || !FRACTION.test(fraction)) return [];
  const minus = sign.replace("+", "");
  const decimal = minus + shifted(figures(whole), figures(fraction), Number(exponent || 0));
  const [, mark] = (!exponent && !typed.includes("\u066b") && EITHER.exec(numeral)) || [];
  if (!mark) return isFinite(decimal) ? [decimal] : [];
  const both = [decimal, minus + figures(numeral)];
  return mark === western(decimalMark) ? both : both.reverse();
}

// The one reading of what a program wrote, null if it is no number.
export const readDecimal = (text, unit) => readings(text, { unit, decimalMark: "." })[0] || null;

// Figures, signs and blanks of any script and any phone, as ASCII has them; powers of ten as "e".
function western(text) {
  return tidy(text.replace(UNSEEN, ""))
    .replace(RAISED, (all, raised) => `10^${raised.normalize("NFKC")}`)
    .replace(MINUS, "-")
    .replace(/\p{Nd}/gu, figure)
    .replace(OTHER_POINTS, ".")
    .replace(OTHER_COMMAS, ",")
    .replace(APOSTROPHES, "'")
    .replace(CURRENCY, "$1$3$2")
    .replace(POWER, (all, before) => (/^[+-]?$/.test(before) ? `${before}1e` : "e"));
}

// Figures of every script stand in tens, from 0 to 9.
function figure(digit) {
  const before = String.fromCodePoint(digit.codePointAt(0) - 1);
  return DIGIT.test(before) ? (figure(before) + 1) % 10 : 0;
}

// Before and behind the decimal mark: of points and commas the last, if there is none like it.
function parts(numeral) {
  const at = Math.max(numeral.lastIndexOf("."), numeral.lastIndexOf(","));
  const isDecimal = at >= 0 && numeral.indexOf(numeral[at]) === at;
  return isDecimal ? [numeral.slice(0, at), numeral.slice(at + 1)] : [numeral, ""];
}

const figures = (part) => part.replace(/\D/g, "");

// The decimal mark moved by so many places to the right.
function shifted(whole, fraction, places) {
  const before = "0".repeat(Math.max(0, -places - whole.length)) + whole;
  const behind = fraction + "0".repeat(Math.max(0, places - fraction.length));
  const point = before.length + places;
  const all = before + behind;
  const rest = all.slice(point);
  return (all.slice(0, point).replace(/^0+(?=\d)/, "") || "0") + (rest && `.${rest}`);
}

// None, or the one that was asked for: capitals, blanks, and how it is raised, do not count.
const isUnit = (text, unit) => [unit, ""].some((one) => plainUnit(text) === plainUnit(western(one)));

// "m\u00b2" is "m2", the sign of micro a Greek letter, and one of degrees also the ordinal of Spanish
// keyboards and the ring of Czech ones.
const plainUnit = (unit) =>
  folded(unit.replace(/[\u00ba\u02da]/g, "\u00b0").normalize("NFKC").replace(/[\s^]+/g, ""));
