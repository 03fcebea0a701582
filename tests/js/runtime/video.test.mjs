// A film counts by the seconds that were really played.
import assert from "node:assert/strict";
import test from "node:test";
import { parseRecord } from "../../../templates/runtime/state.js";
import { decodeNumber } from "../../../templates/runtime/digits.js";
import { bind, createCore } from "../../../templates/runtime/units/video.js";
import { kept, NEW, seeded } from "./fakes.mjs";

const PARTS = 240;

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
    stored: () => kept(core, "v"),
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

// The kept stretches of unfinished parts, in seconds.
function stretches(core) {
  const text = core.fields()[2];
  const numbers = text.match(/.{4}/g) || [];
  const seconds = numbers.map((digits) => decodeNumber(digits) / 10);
  return seconds.flatMap((start, at) => (at % 2 ? [] : [[start, seconds[at + 1]]]));
}

test("of unfinished parts the played stretches are kept, rounded inward to tenths", () => {
  const film = watch(2400);
  film.play(100.04, 103.19);
  film.play(207, 214);
  film.play(301, 329);
  assert.deepEqual(stretches(film.core), [[320, 329], [301, 310], [207, 214], [100.1, 103.1]]);
  film.play(103.19, 110);
  film.play(99, 100.04);
  film.play(90, 99);
  assert.deepEqual(stretches(film.core), [[301, 310], [320, 329], [207, 214]], "whole parts need no stretch");
});

test("where a stretch meets a part that counts it is rounded outward: no gap opens", () => {
  const film = watch(400);
  film.play(0, 2.5);
  // The first part ends at 1.666...; the tenth before it is played as well.
  assert.deepEqual(stretches(film.core), [[1.6, 2.5]]);
  const again = watch(400, film.stored());
  again.play(2.5, 3.4);
  assert.equal(counted(again), 2);
});

test("no more than eight: the one where the learner is, then the longest", () => {
  const film = watch(2400);
  for (let index = 1; index <= 10; index += 1) film.play(index * 20, index * 20 + 1 + index / 2);
  film.play(20, 21.5);
  const kept = stretches(film.core).map(([start]) => start);
  assert.deepEqual(kept, [20, 200, 180, 160, 140, 120, 100, 80]);
});

test("what is worth telling: a part more, or five seconds on", () => {
  const core = createCore({ body: {} });
  core.restore(NEW);
  core.measured(2400);
  assert.equal(core.play([[0, 1]], 1, false), false);
  assert.equal(core.play([[0, 4.9]], 4.9, false), false);
  assert.equal(core.play([[0, 5]], 5, false), true);
  assert.equal(core.play([[0, 9.9]], 9.9, false), false);
  assert.equal(core.play([[0, 10]], 10, false), true, "a part and five seconds");
  assert.equal(core.play([[0, 10]], 11, false), false);
  assert.equal(core.play([[0, 10]], 3, false), true, "back");
  core.play([[0, 10], [20, 29.5]], 29.5, false);
  assert.equal(core.play([[0, 10], [20, 30]], 30, false), true, "a part");
});

test("any amount of nothing is done; a share is never over one", () => {
  const film = watch(240, NEW, 0.5);
  film.play(0, 240, true);
  assert.equal(film.core.measure({ amount: 0.5 }).share, 1);
  assert.equal(film.core.measure({ amount: 0 }).share, 1);
});

// A medium element as far as the runtime looks at it.
function fakeMedium() {
  const listeners = {};
  const ranges = [];
  const medium = {
    readyState: 0,
    duration: NaN,
    currentTime: 0,
    paused: true,
    ended: false,
    played: {
      get length() {
        return ranges.length;
      },
      start: (index) => ranges[index][0],
      end: (index) => ranges[index][1],
    },
    addEventListener(event, act) {
      (listeners[event] = listeners[event] || []).push(act);
    },
    fire(event) {
      for (const act of listeners[event] || []) act();
    },
    load(duration) {
      Object.assign(medium, { readyState: 1, duration });
      medium.fire("loadedmetadata");
    },
    run(start, end) {
      ranges.push([start, end]);
      Object.assign(medium, { currentTime: end, paused: false });
    },
  };
  return medium;
}

function bound(record = NEW, ready = false) {
  const core = createCore({ body: {} });
  core.restore(record);
  const medium = fakeMedium();
  if (ready) Object.assign(medium, { readyState: 4, duration: 240 });
  const told = [];
  let save = null;
  bind(core, { querySelector: () => medium }, {
    refresh: () => told.push("refresh"),
    changed: () => told.push("changed"),
    touched: () => told.push("touched"),
    onSave(look) {
      save = look;
    },
  });
  return { core, medium, told, save: () => save() };
}

test("the page and the film: the place is taken up as soon as the film is there", () => {
  const first = watch(240);
  first.play(0, 50);
  for (const ready of [true, false]) {
    const { core, medium, told } = bound(first.stored(), ready);
    if (!ready) medium.load(240);
    assert.equal(medium.currentTime, 50);
    medium.fire("seeked");
    assert.deepEqual(told, ["refresh"], "that was not the learner");
    medium.fire("seeked");
    assert.deepEqual(told, ["refresh", "changed"]);
    assert.equal(core.measure({ amount: 1 }).values.percent, 20);
  }
  const fresh = bound();
  fresh.medium.load(240);
  fresh.medium.fire("seeked");
  assert.deepEqual(fresh.told, ["refresh", "changed"]);
});

test("the page and the film: playing is touching, and what is news is told", () => {
  const { core, medium, told } = bound();
  medium.load(240);
  told.splice(0);
  medium.run(0, 0.5);
  medium.fire("timeupdate");
  assert.deepEqual(told.splice(0), ["touched"]);
  medium.run(0, 1);
  medium.fire("timeupdate");
  assert.deepEqual(told.splice(0), ["touched", "changed"]);
  medium.paused = true;
  medium.fire("timeupdate");
  assert.deepEqual(told.splice(0), [], "a picture that stands still is nobody's touch");
  medium.run(1, 1.5);
  medium.fire("pause");
  assert.deepEqual(told.splice(0), ["changed"]);
  assert.equal(core.place(), 15);
  medium.run(1.5, 240);
  medium.ended = true;
  medium.fire("ended");
  assert.deepEqual(told.splice(0), ["changed"]);
  assert.equal(core.measure({ amount: 1 }).done, true);
});

test("the page and the film: the last moments are looked at before the page goes", () => {
  const { core, medium, save } = bound();
  assert.equal(save(), false, "no film yet");
  medium.load(240);
  assert.equal(save(), false, "nothing played");
  medium.run(0, 3.2);
  assert.equal(save(), true);
  assert.equal(core.place(), 32);
});
