// SCORM 1.2 CMITimespan: HHHH:MM:SS.SS, hours of 2 to 4 digits, one or two decimals.
import assert from "node:assert/strict";
import test from "node:test";
import { formatTimespan, parseTimespan } from "../../../templates/runtime/timespan.js";
import { seeded } from "./fakes.mjs";

test("written as every LMS reads it", () => {
  assert.equal(formatTimespan(0), "0000:00:00.00");
  assert.equal(formatTimespan(725_000), "0000:12:05.00");
  assert.equal(formatTimespan(3_600_000 + 61_230), "0001:01:01.23");
  assert.equal(formatTimespan(59_999), "0000:00:59.99", "never rounded up to 60 seconds");
});

test("never over what the format holds, never under nothing", () => {
  assert.equal(formatTimespan(1e15), "9999:59:59.99");
  assert.equal(formatTimespan(-5), "0000:00:00.00");
  assert.equal(formatTimespan(NaN), "0000:00:00.00");
});

test("reads every form that the standard allows and nothing else", () => {
  assert.equal(parseTimespan("00:00:01.5"), 1500);
  assert.equal(parseTimespan("123:00:00"), 123 * 3_600_000);
  for (const text of ["", "PT1H", "1:00:00", "00000:00:00", "00:00:00.123", "00:00", "00:00:00."]) {
    assert.equal(parseTimespan(text), null, text);
  }
});

test("comes back as it went, to the hundredth", () => {
  const random = seeded(12);
  for (let run = 0; run < 2000; run += 1) {
    const time = random.whole(36_000_000_000);
    const text = formatTimespan(time);
    assert.match(text, /^\d{4}:\d\d:\d\d\.\d\d$/);
    assert.equal(parseTimespan(text), Math.floor(time / 10) * 10);
  }
});

test("says what a calendar says of the same time", () => {
  const random = seeded(13);
  for (let run = 0; run < 2000; run += 1) {
    const time = random.whole(86_400_000);
    // "1970-01-01T05:06:07.890Z": hours to hundredths.
    const clock = new Date(time).toISOString().slice(11, 22);
    assert.equal(formatTimespan(time), `00${clock}`);
    for (const hours of ["", "0", "00"]) assert.equal(parseTimespan(hours + clock), Math.floor(time / 10) * 10);
    const days = random.whole(400);
    const whole = parseTimespan(formatTimespan(time + days * 86_400_000));
    assert.equal(whole, days * 86_400_000 + Math.floor(time / 10) * 10);
  }
});
