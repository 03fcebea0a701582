// The longest record that the encoder writes for a unit of each type. Run by itself it prints them
// as JSON, for the test of the Python side: node worst_case.mjs 1 63 64 ...   (numbers of slides, of
// screens, and of players)

import { pathToFileURL } from "node:url";
import { formatRecord, formatState, MOST_SECONDS } from "../../../templates/runtime/state.js";
import * as audio from "../../../templates/runtime/units/audio.js";
import * as document from "../../../templates/runtime/units/document.js";
import * as page from "../../../templates/runtime/units/page.js";
import * as plain from "../../../templates/runtime/units/plain.js";
import * as slides from "../../../templates/runtime/units/slides.js";
import * as video from "../../../templates/runtime/units/video.js";
import { worstPractice, worstQuiz } from "../quiz/worst_case.mjs";
import * as web from "../../../templates/runtime/units/web.js";

const EMPTY = 1;

// Key and closing character included, as in docs/state.md.
function record(core) {
  const payload = formatRecord({
    status: "incomplete",
    letter: core.letter,
    seconds: MOST_SECONDS,
    place: core.place(),
    fields: core.fields(),
  });
  return formatState(new Map([["abc", payload]]), new Map()).length - EMPTY;
}

function played(type) {
  const core = type.createCore({ body: { duration: null } });
  core.restore({ place: 0, fields: [] });
  play(core);
  return record(core);
}

// The longest film, all parts but some played, and as many torn stretches as may be.
function play(core) {
  const length = (64 ** 4 - 1) / 10;
  core.measured(length);
  const part = length / 240;
  const ranges = [];
  for (let index = 0; index < 24; index += 1) {
    const start = index * 10 * part;
    ranges.push([start, start + 4.5 * part], [start + 4.7 * part, start + 10 * part]);
  }
  core.play(ranges, length - 0.05, false);
}

// A page with so many players that count, in one piece or of screens; the learner ends at its end.
function players(count, screens) {
  const each = new Array(count).fill({ key: "abc", duration: null });
  const core = page.createCore({ body: { players: each, ...(screens ? { screens } : {}) } });
  core.restore({ place: 0, fields: [] });
  if (screens) readAll(core, screens.length);
  else readEnd(core);
  core.players.forEach(play);
  return record(core);
}

function readEnd(core) {
  core.show(1e9, 1e9);
  core.end();
}

function readAll(core, count) {
  for (let screen = 1; screen <= count; screen += 1) {
    core.turn(screen);
    core.end();
  }
}

const worst = {
  page() {
    const core = page.createCore({});
    readEnd(core);
    return record(core);
  },
  video: () => played(video),
  audio: () => played(audio),
  slides(count) {
    const core = slides.createCore({ body: { slides: count } });
    for (let slide = 1; slide <= count; slide += 1) core.turn(slide, true);
    core.look();
    return record(core);
  },
  // Each has a key; the learner ends on the last.
  screens(count) {
    const core = page.createCore({ body: { screens: new Array(count).fill("abc") } });
    readAll(core, count);
    return record(core);
  },
  players,
  // As many screens as players.
  playersOnScreens: (count) => players(count, new Array(count).fill("abc")),
  document() {
    const core = document.createCore({ now: () => 0 });
    core.open();
    return record(core);
  },
  // What the page says of them decides; the Python side has a test of its own.
  quiz: ({ quiz }) => worstQuiz(quiz, "abc"),
  practice: (body) => worstPractice(body, "abc"),
  web() {
    const core = web.createCore({ body: {} });
    core.score(100);
    return record(core);
  },
  plain: () => record(plain.createCore()),
};

export default worst;

if (import.meta.url === pathToFileURL(process.argv[1] || "").href) {
  const counts = process.argv.slice(2);
  const each = (type) => Object.fromEntries(counts.map((count) => [count, worst[type](Number(count))]));
  const { page: pages, video: videos, audio: audios, document: documents, web: webs } = worst;
  console.log(
    JSON.stringify({
      page: pages(),
      video: videos(),
      audio: audios(),
      document: documents(),
      web: webs(),
      slides: each("slides"),
      screens: each("screens"),
      players: each("players"),
      playersOnScreens: each("playersOnScreens"),
    }),
  );
}
