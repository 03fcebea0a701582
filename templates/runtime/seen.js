// Parts of a unit that are shown one at a time (slides, screens): which of them were seen.

import { decodeBits, decodeNumber, encodeBits, encodeNumber } from "./digits.js";

// `count` parts, numbered from 1. Stored as two fields: how many there were, and a flag each; where
// there are more or fewer now, the flags would be those of other parts, and are dropped.
export function createSeen(count) {
  let flags = new Array(count).fill(false);
  const sum = () => flags.filter(Boolean).length;

  return {
    restore([number = "", bits = ""]) {
      if (decodeNumber(number) === count) flags = decodeBits(bits, count);
    },
    fields: () => [encodeNumber(count), encodeBits(flags)],
    nearest: (number) => Math.min(Math.max(number, 1), count),
    // True if that is news.
    mark(number) {
      const news = !flags[number - 1];
      flags[number - 1] = true;
      return news;
    },
    has: (number) => flags[number - 1],
    sum,
    isAll: () => sum() === count,
  };
}
