// Numbers and bits in the base64url alphabet, which every LMS keeps as it is.

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const BITS = 6;

// A whole number >= 0, most significant digit first, without leading zeros; 0 is "".
export function encodeNumber(number) {
  let text = "";
  for (let rest = number; rest > 0; rest = Math.floor(rest / 64)) {
    text = ALPHABET[rest % 64] + text;
  }
  return text;
}

// The number that `text` writes, or null if it holds another character or is too long to be ours.
export function decodeNumber(text) {
  if (text.length > 8) return null;
  let number = 0;
  for (const digit of text) {
    const value = ALPHABET.indexOf(digit);
    if (value < 0) return null;
    number = number * 64 + value;
  }
  return number;
}

// The largest number that `width` digits hold.
export function largest(width) {
  return 64 ** width - 1;
}

// How many characters `count` flags take at most.
export function bitsWidth(count) {
  return Math.ceil(count / BITS);
}

// Flags, six a character, the first in the highest bit; characters without a flag are left out at
// the end.
export function encodeBits(flags) {
  let text = "";
  for (let start = 0; start < flags.length; start += BITS) {
    let value = 0;
    for (let bit = 0; bit < BITS; bit += 1) value = value * 2 + (flags[start + bit] ? 1 : 0);
    text += ALPHABET[value];
  }
  return text.replace(/A+$/, "");
}

// `count` flags; what is missing or unreadable is not set, so that damage can only take away.
export function decodeBits(text, count) {
  const flags = new Array(count).fill(false);
  for (let index = 0; index < count; index += 1) {
    const value = ALPHABET.indexOf(text.charAt(Math.floor(index / BITS)) || "A");
    if (value >= 0) flags[index] = Math.floor(value / 2 ** (BITS - 1 - (index % BITS))) % 2 === 1;
  }
  return flags;
}
