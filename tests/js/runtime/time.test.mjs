// Time spent, and time visible.
import assert from "node:assert/strict";
import test from "node:test";
import { createActiveTime } from "../../../templates/runtime/active_time.js";
import { createVisibleTime } from "../../../templates/runtime/visible_time.js";
import { fakeClock, seeded } from "./fakes.mjs";

const MINUTE = 60_000;

test("a stretch of ten minutes without a touch does not count, one a little shorter does", () => {
  const clock = fakeClock();
  const time = createActiveTime(clock.now);
  clock.pass(10 * MINUTE - 1);
  assert.equal(time.total(), 10 * MINUTE - 1);
  clock.pass(1);
  assert.equal(time.total(), 0);
  time.touch();
  clock.pass(MINUTE);
  time.touch();
  assert.equal(time.total(), MINUTE);
});

test("it is the sum of the gaps between touches that are shorter than ten minutes", () => {
  const random = seeded(9);
  const clock = fakeClock();
  const time = createActiveTime(clock.now);
  let sum = 0;
  for (let run = 0; run < 500; run += 1) {
    const gap = random.whole(20 * MINUTE);
    clock.pass(gap);
    if (gap < 10 * MINUTE) sum += gap;
    assert.equal(time.total(), sum);
    time.touch();
  }
});

test("touches while the page lies in the browser's cache change nothing", () => {
  const clock = fakeClock();
  const time = createActiveTime(clock.now);
  clock.pass(MINUTE);
  time.pause();
  clock.pass(MINUTE);
  time.touch();
  clock.pass(MINUTE);
  time.resume();
  clock.pass(MINUTE);
  assert.equal(time.total(), 2 * MINUTE);
});

test("visible time runs only while visible, and goes on from an earlier session", () => {
  const clock = fakeClock();
  const time = createVisibleTime(clock.now, 4);
  clock.pass(5000);
  assert.equal(time.seconds(), 4);
  time.show(true);
  time.show(true);
  clock.pass(1500);
  assert.equal(time.seconds(), 5.5);
  time.show(false);
  time.show(false);
  clock.pass(5000);
  time.show(true);
  clock.pass(500);
  assert.equal(time.seconds(), 6);
});
