// The players in a text, where they are what counts: each alone to its share, over sessions and
// over versions of the course; the text keeps its own place beside them.
import assert from "node:assert/strict";
import test from "node:test";
import { parseRecord } from "../../../templates/runtime/state.js";
import { bind, createCore } from "../../../templates/runtime/units/page.js";
import { kept, NEW, seeded } from "./fakes.mjs";

const AMOUNT = { rule: "watched", amount: 0.9 };
const player = (key, duration = null) => ({ key, duration });
const TWO = { players: [player("aaa"), player("bbb")] };

// A page as it is opened: `lengths` are those that the browser finds out, one a player.
function open(body, record = NEW, lengths = [240, 100]) {
  const core = createCore({ body });
  core.restore(record);
  core.players.forEach((one, index) => lengths[index] && one.measured(lengths[index]));
  return core;
}

const stored = (core) => kept(core, "p");
const percents = (core) => core.players.map((one) => one.measure(AMOUNT).values.percent);

test("done when each was played to its share, and not before", () => {
  const core = open(TWO);
  assert.equal(core.measure(AMOUNT).done, false);
  core.players[0].play([[0, 240]], 240, true);
  assert.equal(core.measure(AMOUNT).done, false, "one of two, though all of it");
  core.players[1].play([[0, 89]], 89, false);
  assert.equal(core.measure(AMOUNT).done, false);
  core.players[1].play([[0, 90.1]], 90.1, false);
  assert.equal(core.measure(AMOUNT).done, true);
  assert.equal(core.measure(AMOUNT).share, 1);
});

test("what remains of one player is said as of a video", () => {
  const core = open({ players: [player("aaa")] });
  core.players[0].play([[0, 149]], 149, false);
  const { key, values } = core.measure(AMOUNT);
  assert.deepEqual([key, values], ["progress_watched", { percent: 62 }]);
});

test("of several it is said how many are done, and how far all are: at the share only when done", () => {
  const core = open(TWO);
  core.players[0].play([[0, 240]], 240, true);
  core.players[1].play([[0, 50]], 50, false);
  const { key, values, share } = core.measure(AMOUNT);
  assert.deepEqual([key, values], ["progress_players", { seen: 1, all: 2, percent: 70 }]);
  assert.ok(Math.abs(share - (1 + 5 / 9) / 2) < 1e-9);
  core.players[1].play([[0, 89.9]], 89.9, false);
  assert.equal(core.measure(AMOUNT).values.percent, 89);
});

test("scrolling to the end completes nothing, and is kept", () => {
  const core = open(TWO);
  core.holds(9);
  core.show(6, 8);
  core.end();
  assert.equal(core.measure(AMOUNT).done, false);
  const again = open(TWO, stored(core));
  assert.equal(again.place(), 6);
  assert.deepEqual(again.fields(), core.fields());
  assert.equal(core.fields()[0], "B");
});

test("half played and killed: bits, stretches and each one's place come back", () => {
  const core = open(TWO);
  core.show(3, 5);
  core.players[0].play([[0, 120.4]], 120.4, false);
  core.players[1].play([[10, 20]], 20, false);
  const again = open(TWO, stored(core));
  assert.deepEqual(percents(again), [50, 10]);
  assert.deepEqual(again.players.map((one) => one.position()), [120.4, 20]);
  assert.equal(again.place(), 3);
  again.players[0].play([[120.4, 240]], 240, true);
  assert.equal(again.players[0].measure({ amount: 1 }).done, true, "no part is torn by the break");
});

test("known by their keys, however many come before them or go", () => {
  const core = open({ players: [player("aaa"), player("bbb"), player("ccc")] }, NEW, [240, 100, 60]);
  core.players[0].play([[0, 120]], 120, false);
  core.players[2].play([[0, 30]], 30, false);
  const moved = { players: [player("new"), player("ccc"), player("aaa")] };
  const again = open(moved, stored(core), [240, 60, 240]);
  assert.deepEqual(percents(again), [0, 50, 50]);
});

test("a renamed file is known by its place, if nothing else claims it", () => {
  const core = open(TWO);
  core.players[0].play([[0, 120]], 120, false);
  const renamed = open({ players: [player("zzz"), player("bbb")] }, stored(core));
  assert.deepEqual(percents(renamed), [50, 0]);
  const another = open({ players: [player("zzz"), player("bbb")] }, stored(core), [77, 100]);
  assert.deepEqual(percents(another), [0, 0], "of another length it is another film");
  const before = open({ players: [player("zzz"), player("aaa")] }, stored(core), [240, 240]);
  assert.deepEqual(percents(before), [0, 50], "what has its key elsewhere is there");
});

test("one film twice on a page is two players", () => {
  const body = { players: [player("aaa"), player("")] };
  const core = open(body, NEW, [240, 240]);
  core.players[1].play([[0, 120]], 120, false);
  const again = open(body, stored(core), [240, 240]);
  assert.deepEqual(percents(again), [0, 50]);
});

test("a film of another length starts afresh, the others do not", () => {
  const core = open(TWO);
  core.players[0].play([[0, 120]], 120, false);
  core.players[1].play([[0, 50]], 50, false);
  assert.deepEqual(percents(open(TWO, stored(core), [300, 100])), [0, 50]);
});

test("a film that the browser did not load yet keeps what it had", () => {
  const core = open(TWO);
  core.players[0].play([[0, 120]], 120, false);
  core.players[1].play([[0, 50]], 50, false);
  const record = stored(core);
  const again = open(TWO, record, [0, 100]);
  assert.deepEqual(again.fields(), core.fields());
  assert.deepEqual(percents(again), [50, 50]);
});

test("screens and players keep out of each other's way", () => {
  const body = { screens: ["one", "two", "six"], ...TWO };
  const core = open(body);
  core.turn(2);
  core.end();
  core.players[1].play([[0, 50]], 50, false);
  const again = open(body, stored(core));
  assert.deepEqual([again.place(), percents(again)], [2, [0, 50]]);
  assert.deepEqual(again.fields(), core.fields());
  const without = createCore({ body: { screens: body.screens } });
  without.restore(stored(core));
  assert.equal(without.measure({ amount: 0, seconds: 0 }).values.seen, 1);
  const scrolled = open(TWO, stored(core));
  assert.deepEqual(percents(scrolled), [0, 50], "a page that was one of screens knows its players");
});

test("a page that asks for its players from now on keeps its place, and the other way round", () => {
  const plain = createCore({});
  plain.restore(NEW);
  plain.show(4, 6);
  plain.end();
  assert.deepEqual(stored(plain).fields, ["B"], "its record is what it was");
  const asking = open(TWO, stored(plain));
  assert.deepEqual([asking.place(), asking.fields()[0], percents(asking)], [4, "B", [0, 0]]);
  asking.players[0].play([[0, 120]], 120, false);
  const again = createCore({});
  again.restore(stored(asking));
  assert.deepEqual([again.place(), again.measure({ amount: 0, seconds: 0 }).done], [4, true]);
});

test("nonsense in a record neither throws nor grows", () => {
  const random = seeded(31);
  for (let run = 0; run < 1000; run += 1) {
    const payload = `ip..${random.text("AB.._-9z", random.whole(500))}`;
    const core = open(TWO, parseRecord(payload), [random.real(1000), random.real(9) < 3 ? 0 : 100]);
    core.measure(AMOUNT);
    const fields = core.fields();
    assert.equal(fields.length, 13);
    fields.slice(3).forEach((field, index) => assert.ok(field.length <= [3, 4, 4, 40, 64][index % 5]));
  }
});

// An element of the page as far as the runtime looks at it.
function fakeMedium(inTranscript = false) {
  const listeners = {};
  const ranges = [];
  return {
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
    closest: (selector) => (selector === ".transcript" && inTranscript ? {} : null),
    addEventListener(event, act) {
      (listeners[event] = listeners[event] || []).push(act);
    },
    fire(event) {
      for (const act of listeners[event] || []) act();
    },
    load(duration) {
      Object.assign(this, { readyState: 1, duration });
      this.fire("loadedmetadata");
    },
    run(start, end) {
      ranges.push([start, end]);
      Object.assign(this, { currentTime: end, paused: false });
    },
  };
}

test("each player of the page is listened to, those in transcripts are not", () => {
  const first = open(TWO);
  first.players[1].play([[0, 50]], 50, false);
  const core = createCore({ body: TWO });
  core.restore(stored(first));
  const media = [fakeMedium(), fakeMedium(true), fakeMedium()];
  const root = {
    querySelector: () => null,
    querySelectorAll: (selector) => (selector === ".player" ? media : []),
  };
  const told = [];
  const looks = [];
  bind(core, root, {
    refresh: () => told.push("refresh"),
    changed: () => told.push("changed"),
    touched: () => told.push("touched"),
    onSave: (look) => looks.push(look),
    onScreen() {},
    onVisible() {},
    isVisible: () => true,
  });
  media[0].load(240);
  media[2].load(100);
  assert.deepEqual(media.map((one) => one.currentTime), [0, 0, 50]);
  media[1].run(0, 9);
  media[1].fire("timeupdate");
  assert.deepEqual(told.splice(0), ["refresh", "refresh"]);
  media[0].run(0, 120);
  media[0].fire("timeupdate");
  assert.deepEqual(told, ["touched", "changed"]);
  assert.deepEqual(percents(core), [50, 50]);
  assert.deepEqual(looks.map((look) => look()), [true, false]);
});
