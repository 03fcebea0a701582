// A film counts by the seconds that were really played.
import assert from "node:assert/strict";
import test from "node:test";
import { formatRecord, parseRecord } from "../../../templates/runtime/state.js";
import { createCore } from "../../../templates/runtime/units/video.js";
import { seeded } from "./fakes.mjs";

const PARTS = 240;
const NEW = { place: 0, fields: [] };

// A film and the browser's account of what was played of it.
function watch(length, record = NEW, amount = 0.9) {
  const core = createCore({ body: { duration: null } });
  core.restore(record);
  core.measured(length);
  const ranges = [];
  return {
    core,
    play(start, end, ended = false) {
      ranges.push([start, end]);
      core.play(ranges, end, ended);
    },
    percent: () => core.measure({ amount }).values.percent,
    done: () => core.measure({ amount }).done,
    stored: () =>
      parseRecord(
        formatRecord({ status: "incomplete", letter: "v", seconds: 0, place: core.place(), fields: core.fields() }),
      ),
  };
}

// Parts all of whose seconds lie in one of the stretches, by counting milliseconds.
function expected(length, stretches) {
  const cells = new Uint8Array(Math.round(length * 1000));
  for (const [start, end] of stretches) cells.fill(1, Math.round(start * 1000), Math.round(end * 1000));
  let counted = 0;
  for (let part = 0; part < PARTS; part += 1) {
    const from = Math.round((part * length * 1000) / PARTS);
    const to = Math.round(((part + 1) * length * 1000) / PARTS);
    if (cells.subarray(from, to).every((cell) => cell === 1)) counted += 1;
  }
  return counted;
}

const counted = (film) => Math.round(film.core.measure({ amount: 1 }).share * PARTS);

test("played through it is done, at 90 % and not before", () => {
  const film = watch(240);
  film.play(0, 215.9);
  assert.equal(film.done(), false);
  assert.equal(film.percent(), 89);
  film.play(215.9, 216);
  assert.equal(film.done(), true);
});

test("dragging to the last second and playing three counts three", () => {
  const film = watch(240);
  film.play(237, 240, true);
  assert.equal(counted(film), 3);
  assert.equal(film.percent(), 1);
});

test("the first ten seconds over and over count as ten", () => {
  const film = watch(240);
  for (let turn = 0; turn < 6; turn += 1) film.play(0, 10);
  assert.equal(counted(film), 10);
});

test("the last part counts when the film came to its end, though the clock stopped a little before", () => {
  const film = watch(240, NEW, 1);
  film.play(0, 239.8);
  assert.equal(film.done(), false);
  film.play(0, 239.8, true);
  assert.equal(film.done(), true);
  assert.equal(film.percent(), 100);
});

test("a part of which a moment is missing does not count", () => {
  const film = watch(2400);
  film.play(0, 9.9);
  assert.equal(counted(film), 0);
  film.play(10, 19.8);
  assert.equal(counted(film), 0);
  film.play(9.9, 10);
  assert.equal(counted(film), 1);
});

test("parts shorter than a second are exact too", () => {
  const film = watch(12, NEW, 1);
  film.play(0, 6);
  assert.equal(counted(film), 120);
  film.play(9, 12, true);
  assert.equal(counted(film), 180);
});

test("in any order, with any jumps, what counts is what was played", () => {
  const random = seeded(21);
  for (let run = 0; run < 60; run += 1) {
    const length = 24 * (1 + random.whole(100));
    const film = watch(length);
    const stretches = [];
    for (let turn = 0; turn < 12; turn += 1) {
      // Jumps of a whole second, so that the reference need not know what a joint is.
      const start = random.whole(length);
      const stretch = [start, Math.min(length, start + 1 + random.whole(length / 4))];
      stretches.push(stretch);
      film.play(...stretch);
    }
    assert.equal(counted(film), expected(length, stretches), `length ${length}`);
  }
});

test("over sessions nothing that counts is lost, and unfinished parts go on where they stopped", () => {
  const random = seeded(22);
  for (let run = 0; run < 60; run += 1) {
    const length = 61.37 + random.real(4000);
    let record = NEW;
    let at = 0;
    while (at < length) {
      const film = watch(length, record);
      const from = film.core.position();
      assert.ok(from <= at && at - from < 0.11, `${from} ${at}`);
      const before = counted(film);
      at = Math.min(length, from + 1 + random.real(length / 7));
      film.play(from, at, at === length);
      assert.ok(counted(film) >= before);
      record = film.stored();
    }
    assert.equal(counted(watch(length, record)), PARTS, `length ${length}`);
  }
});

test("stretches of unfinished parts are kept, and never more than was played", () => {
  const random = seeded(23);
  for (let run = 0; run < 200; run += 1) {
    const length = 600 + random.whole(6000);
    const first = watch(length);
    const played = [];
    for (let turn = 0; turn < 4; turn += 1) {
      const start = random.real(length - 20);
      played.push([start, start + random.real(20)]);
      first.play(...played[turn]);
    }
    const again = watch(length, first.stored());
    assert.equal(counted(again), counted(first));
    // Played to the brim of what was not kept it must not count; with it, it must.
    const [start, end] = played[0];
    const lead = Math.ceil((start * PARTS) / length) * (length / PARTS) - length / PARTS;
    if (end - start > 1) {
      again.play(Math.max(0, lead), start + 0.2);
      const gained = counted(again);
      const fresh = watch(length);
      for (const stretch of played) fresh.play(...stretch);
      fresh.play(Math.max(0, lead), start + 0.2);
      assert.equal(gained, counted(fresh));
    }
  }
});

test("what was kept is handed on untouched until the length is known", () => {
  const first = watch(300);
  first.play(20, 100);
  const record = first.stored();
  const core = createCore({ body: { duration: null } });
  core.restore(record);
  assert.equal(core.play([[0, 300]], 300, true), false);
  assert.equal(core.fields().join("."), `${record.fields.join(".")}.`);
  assert.equal(core.place(), record.place);
  assert.equal(core.measure({ amount: 0.9 }).values.percent, first.percent());
});

test("a film of another length starts afresh; some hundredths are the same length", () => {
  const first = watch(300);
  first.play(0, 150);
  assert.equal(counted(watch(300.4, first.stored())), 120);
  const longer = watch(301, first.stored());
  assert.equal(counted(longer), 0);
  assert.equal(longer.core.position(), 150);
  assert.equal(watch(120, first.stored()).core.position(), 0);
});

test("a film that was watched to its end begins at its beginning", () => {
  const first = watch(300);
  first.play(0, 300, true);
  assert.equal(watch(300, first.stored()).core.position(), 0);
});

test("without a length from the browser that of the build serves", () => {
  const core = createCore({ body: { duration: 100 } });
  core.restore(NEW);
  core.measured(Infinity);
  core.play([[0, 50]], 50, false);
  assert.equal(core.measure({ amount: 0.9 }).values.percent, 50);
  const none = createCore({ body: { duration: null } });
  none.restore(NEW);
  for (const nothing of [NaN, Infinity, 0]) none.measured(nothing);
  assert.equal(none.play([[0, 50]], 50, false), false);
});

test("nonsense in a record neither throws nor grows", () => {
  const random = seeded(24);
  for (let run = 0; run < 1000; run += 1) {
    const payload = `iv..${random.text("AB._-!%z", random.whole(300))}`;
    const core = createCore({ body: { duration: null } });
    core.restore(parseRecord(payload));
    if (random.real(1) < 0.5) core.measured(random.real(1000));
    core.measure({ amount: 0.9 });
    const [length, bits, stretches = ""] = core.fields();
    assert.ok(length.length <= 4 && bits.length <= 40 && stretches.length <= 64);
  }
});
