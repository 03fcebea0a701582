// A film or a sound recording: done when enough of it was really played, wherever, in whatever
// order, at any speed.

import { bitsWidth, decodeBits, decodeNumber, encodeBits, encodeNumber, largest } from "./digits.js";
import { GRAIN, holds, unite } from "./intervals.js";

// The length is cut into equal parts; a part counts when every second of it was played.
const PARTS = 240;
// Stretches of unfinished parts that are kept for the next session.
const MOST_STRETCHES = 8;
const WIDTH = 4;
const SAME_LENGTH = 0.5;
// How far the position moves, in seconds, before it is worth telling.
const STEP = 5;

// What was played of one recording; `letter` names the type of its unit in the stored state.
export function createPlayed(letter, { body }) {
  let length = 0;
  let position = 0;
  let told = 0;
  let stored = ["", "", ""];
  let earlier = [];
  let played = [];
  let parts = [];

  const partStart = (index) => (index * length) / PARTS;

  function count() {
    const all = unite(earlier, played);
    parts = parts.map(
      (counted, index) => counted || holds(all, partStart(index), partStart(index + 1)),
    );
  }

  // The played stretches of parts that do not count yet, in tenths of a second: the one that ends
  // where the learner is first, then the longest. An edge is rounded inward, so that nothing is
  // kept that was not played; where it meets a part that counts outward, so that no gap opens.
  function unfinished() {
    const left = [];
    for (const [start, end] of unite(earlier, played)) {
      for (let index = 0; index < PARTS; index += 1) {
        if (partStart(index) >= end) break;
        if (parts[index] || partStart(index + 1) <= start) continue;
        const first = index;
        while (index < PARTS && !parts[index] && partStart(index) < end) index += 1;
        const opens = Math.max(start, partStart(first)) * 10;
        const closes = Math.min(end, partStart(index)) * 10;
        const from = opens > start * 10 ? Math.floor(opens) : Math.ceil(opens - GRAIN);
        const to = closes < end * 10 ? Math.ceil(closes) : Math.floor(closes + GRAIN);
        if (to > from && closes > opens) left.push([from, to]);
      }
    }
    const here = Math.floor(position * 10 + GRAIN);
    const weight = ([from, to]) => (to === here ? Infinity : to - from);
    left.sort((a, b) => weight(b) - weight(a) || a[0] - b[0]);
    return left.slice(0, MOST_STRETCHES);
  }

  return {
    letter,
    restore({ place, fields }) {
      const [kept = "", bits = "", stretches = ""] = fields;
      stored = [
        kept.slice(0, WIDTH),
        bits.slice(0, bitsWidth(PARTS)),
        stretches.slice(0, MOST_STRETCHES * 2 * WIDTH),
      ];
      position = place / 10;
      told = position;
      parts = decodeBits(bits, PARTS);
    },

    // The length in seconds, as soon as the browser knows it. Only then is it known whether what
    // was kept still holds: until then it is handed on as it is.
    measured(seconds) {
      const known = Number.isFinite(seconds) && seconds > 0 ? seconds : body.duration || 0;
      if (known === 0) return;
      length = known;
      if (position >= length) position = 0;
      const before = (decodeNumber(stored[0]) || 0) / 10;
      if (Math.abs(before - length) >= SAME_LENGTH) {
        parts = parts.map(() => false);
        return;
      }
      earlier = readStretches(stored[2]);
    },
    position: () => position,

    // `ranges` are all stretches played since the page was opened, `at` is where the film stands,
    // `ended` that it came to its end. True if there is news worth telling.
    play(ranges, at, ended) {
      if (length === 0) return false;
      const before = parts.filter(Boolean).length;
      played = unite(ranges, []);
      // What a browser calls the last moment may lie a little before the length.
      const last = played[played.length - 1];
      if (ended && last && last[1] >= length - SAME_LENGTH) last[1] = length;
      count();
      // Who has seen the end begins at the beginning the next time.
      position = ended ? 0 : Math.min(Math.max(at, 0), length);
      const news = parts.filter(Boolean).length > before || Math.abs(position - told) >= STEP;
      if (news) told = position;
      return news;
    },

    place: () => Math.min(Math.floor(position * 10 + GRAIN), largest(WIDTH)),
    fields() {
      if (length === 0) return stored;
      return [
        encodeNumber(Math.min(Math.round(length * 10), largest(WIDTH))),
        encodeBits(parts),
        unfinished().map(writeStretch).join(""),
      ];
    },

    measure({ amount }) {
      const counted = parts.filter(Boolean).length;
      const share = amount > 0 ? counted / PARTS / amount : 1;
      return {
        done: counted >= amount * PARTS - GRAIN,
        share: Math.min(share, 1),
        key: "progress_watched",
        values: { percent: Math.floor((counted / PARTS) * 100 + GRAIN) },
      };
    },
  };
}

function writeStretch(stretch) {
  return stretch
    .map((tenths) => encodeNumber(Math.min(tenths, largest(WIDTH))).padStart(WIDTH, "A"))
    .join("");
}

function readStretches(text) {
  const stretches = [];
  for (let at = 0; at + 2 * WIDTH <= text.length; at += 2 * WIDTH) {
    const start = decodeNumber(text.slice(at, at + WIDTH));
    const end = decodeNumber(text.slice(at + WIDTH, at + 2 * WIDTH));
    if (start !== null && end !== null && start < end) stretches.push([start / 10, end / 10]);
  }
  return stretches;
}

export function bindPlayed(core, medium, stage) {
  let returning = false;

  function metadata() {
    core.measured(medium.duration);
    if (core.position() > 0) {
      returning = true;
      medium.currentTime = core.position();
    }
    stage.refresh();
  }
  function look() {
    if (medium.readyState === 0 || medium.played.length === 0) return false;
    const ranges = [];
    for (let index = 0; index < medium.played.length; index += 1) {
      ranges.push([medium.played.start(index), medium.played.end(index)]);
    }
    return core.play(ranges, medium.currentTime, medium.ended);
  }
  function playing() {
    if (!medium.paused) stage.touched();
    if (look()) stage.changed();
  }
  function moved() {
    // The way back to where the learner was is ours, not theirs.
    if (!returning) stopped();
    returning = false;
  }
  function stopped() {
    look();
    stage.changed();
  }

  if (medium.readyState > 0) metadata();
  else medium.addEventListener("loadedmetadata", metadata, { once: true });
  medium.addEventListener("timeupdate", playing);
  medium.addEventListener("seeked", moved);
  medium.addEventListener("pause", stopped);
  medium.addEventListener("ended", stopped);
  // The last seconds before the page goes were perhaps not told yet.
  stage.onSave(() => {
    look();
    return medium.played.length > 0;
  });
}
