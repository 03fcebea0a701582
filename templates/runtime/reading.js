// What the rule `end` makes of a text: it was read, and was visible for long enough.

// `share` is how much was read, 1 when all was; `key` and `values` say so in words.
export function measureReading({ amount, seconds }, share, key, values) {
  const left = Math.max(0, amount - seconds);
  const read = share === 1;
  const inTime = amount > 0 ? Math.min(seconds / amount, 1) : 1;
  const waits = read && left > 0;
  return {
    done: read && left === 0,
    share: Math.min(share, inTime),
    key: waits ? "progress_time" : key,
    values: waits ? { left } : values,
  };
}
