// docs/state.md, "Reading": whatever stands in suspend_data, a launch goes well, nothing is written
// before it was read, and of what a unit wrote nothing is lost that may be kept.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import test from "node:test";
import { createSession } from "../../../templates/runtime/session.js";
import { formatRecord, formatState, parseRecord, parseState } from "../../../templates/runtime/state.js";
import { createTracker } from "../../../templates/runtime/tracker.js";
import { fakeAdapter, fakeClock, seeded } from "./fakes.mjs";
import { anyAnswers, anyQuiz, KEY } from "../quiz/makers.mjs";
import worst from "./worst_case.mjs";

const STATE = "cmi.suspend_data";
const STATUS = "cmi.core.lesson_status";
const LIMIT = 4000;
// Fields of a text before those of its players.
const OF_TEXT = 3;
const ALPHABET = /^[A-Za-z0-9._~-]*$/;
const FRESH = { seconds: 0, place: 0, fields: [] };

// Every type that the runtime has, found as the linker finds them.
const folder = new URL("../../../templates/runtime/units/", import.meta.url);
const types = {};
for (const file of readdirSync(folder)) types[file.replace(".js", "")] = await import(new URL(file, folder));

// What the page says of the unit, by type; another type says nothing that its core must have.
const bodies = (random) => {
  // A key that an earlier screen or player has is none.
  const known = (length) => {
    const keys = Array.from({ length }, () => random.text("aZ", 3));
    return keys.map((key, index) => (keys.indexOf(key) === index ? key : ""));
  };
  const screens = known(2 + random.whole(40));
  const players = () => known(1 + random.whole(9)).map((key) => ({ key, duration: null }));
  return {
    slides: [{ slides: 1 + random.whole(90) }],
    page: [{}, { screens }, { players: players() }, { screens, players: players() }],
    video: [{ duration: null }, { duration: 1 + random.real(9000) }],
    audio: [{ duration: null }, { duration: 1 + random.real(9000) }],
    quiz: [{ quiz: anyQuiz(random) }],
    practice: [{ quiz: anyQuiz(random, true) }, { quiz: anyQuiz(random, true), screens }],
  };
};

// The films and recordings of a unit: itself, or those that it plays.
const media = (core) => core.players || (core.measured ? [core] : []);

// Hands the core whatever a learner of this type may do.
function learn(core, random, clock) {
  if (core.submit || core.practice) anyAnswers(core.practice || core, random, clock);
  for (let step = random.whole(30); step > 0; step -= 1) {
    if (core.turn) core.turn(1 + random.whole(100), random.real(1) < 0.9);
    if (core.look && random.real(1) < 0.5) core.look();
    if (core.end && random.real(1) < 0.3) core.end();
    if (core.holds) core.holds(random.whole(6000));
    if (core.show && core.end) core.show(random.whole(6000), random.whole(6000));
    if (core.show && core.open) core.show(random.real(1) < 0.5);
    if (core.open && random.real(1) < 0.1) core.open();
    const played = core.players ? random.pick(core.players) : core;
    if (played.play) {
      const start = random.real(9000);
      played.play([[start, start + random.real(300)]], random.real(9000), random.real(1) < 0.1);
    }
    clock.pass(random.whole(20_000));
  }
}

function* everyUnit(random) {
  for (const [name, type] of Object.entries(types)) {
    for (const body of bodies(random)[name] || [{}]) {
      const clock = fakeClock();
      const make = () => type.createCore({ body, key: KEY, now: clock.now, random: () => random.real(1) });
      yield { name, body, clock, make };
    }
  }
}

function launch(text, { make, clock, status = "" }) {
  const lms = fakeAdapter({ [STATE]: text, [STATUS]: status });
  const completion = { rule: "manual", amount: 0 };
  const core = make();
  const session = createSession({
    lms,
    unit: { key: "abc", report: "completed", exitWhenDone: "suspend" },
    tracker: createTracker({ completion, core, now: clock.now }),
    now: clock.now,
    after: clock.after,
    tell() {},
  });
  session.start();
  const { calls } = lms;
  const firstWrite = calls.findIndex(([call]) => call !== "get");
  const read = calls.slice(0, firstWrite < 0 ? calls.length : firstWrite).map(([, element]) => element);
  assert.ok(read.includes(STATE), "read before anything is written");
  assert.ok(!calls.some(([call, element]) => call === "set" && element === STATE), "nothing new, nothing told");
  session.note();
  session.leave();
  const written = lms.values[STATE];
  assert.ok(written.length <= LIMIT, `${written.length} characters`);
  assert.match(written, ALPHABET);
  assert.ok(parseState(written).has("abc"), "what this unit says is there");
  return { written, status: lms.values[STATUS] };
}

const plain = () => {
  const clock = fakeClock();
  return { clock, make: () => types.plain.createCore({ body: {}, now: clock.now }) };
};

// The longest record of a unit, as the build reckons with it (docs/state.md, "Bounds").
function bound(name, body) {
  if (body.players) {
    const text = body.screens ? worst.screens(body.screens.length) : worst.page() + OF_TEXT - 1;
    return text + 120 * body.players.length;
  }
  if (body.quiz) return worst[name](body);
  if (body.screens) return worst.screens(body.screens.length);
  return worst[name](body.slides);
}

test("there is every type, and the worst case of each", () => {
  for (const name of ["page", "video", "slides", "document", "web", "plain"]) assert.ok(types[name], name);
  for (const name of Object.keys(types)) assert.ok(worst[name], name);
});

test("what a unit of any type remembers comes back as it was, from any doings", () => {
  const random = seeded(21);
  for (let run = 0; run < 150; run += 1) {
    for (const { name, body, clock, make } of everyUnit(random)) {
      const core = make();
      const length = body.duration || 600;
      core.restore(FRESH);
      for (const one of media(core)) one.measured(length);
      learn(core, random, clock);
      const status = random.pick(["incomplete", "failed", "completed", "passed"]);
      const kept = { status, letter: core.letter, seconds: random.whole(1e6), place: core.place(), fields: core.fields() };
      const text = formatState(new Map([["abc", formatRecord(kept)]]), new Map());
      assert.ok(text.length - 1 <= bound(name, body), `${name}: ${text}`);
      assert.match(text, ALPHABET);
      const record = parseRecord(parseState(text).get("abc"));
      assert.equal(record.status, status);
      const again = make();
      again.restore(record);
      // The next session writes the very same, before the learner does anything.
      const same = formatRecord({ ...kept, place: again.place(), fields: again.fields() });
      assert.equal(same, formatRecord(kept), `${name} ${JSON.stringify(body)}`);
      // And says the same of how far the learner is.
      for (const one of media(again)) one.measured(length);
      const { done, values } = core.measure({ amount: 0.3, seconds: 9 });
      const later = again.measure({ amount: 0.3, seconds: 9 });
      assert.deepEqual({ done: later.done, values: later.values }, { done, values });
    }
  }
});

test("a type whatever restores from any fields and any place, and writes only what may be written", () => {
  const random = seeded(22);
  // Other characters do not come through the form of a record.
  const alphabets = ["A", "_", "AB", "AZaz09-_", "B-_9"];
  for (let run = 0; run < 400; run += 1) {
    for (const { name, body, clock, make } of everyUnit(random)) {
      const text = () => random.text(random.pick(alphabets), random.whole(random.pick([3, 9, 120])));
      const fields = Array.from({ length: random.whole(6) }, text);
      const core = make();
      core.restore({ seconds: random.whole(1e6), place: random.whole(random.pick([2, 100, 2 ** 40])), fields });
      for (const one of media(core)) one.measured(random.pick([NaN, 0, 1, 25.4, 1e6]));
      learn(core, random, clock);
      core.measure({ rule: random.pick(["end", "watched", "all-slides"]), amount: random.real(2), seconds: 3 });
      const record = formatRecord({ status: "incomplete", letter: core.letter, seconds: 1e9, place: core.place(), fields: core.fields() });
      const state = formatState(new Map([["abc", record]]), new Map());
      assert.ok(state.length - 1 <= bound(name, body), `${name}: ${state}`);
      assert.match(state, ALPHABET);
    }
  }
});

// One state with records of this unit and of others, as a package of several units leaves it.
const OWN = "ip.D.C";
const WHOLE = `1abc${OWN}~deccs.A.D.E.-_~xyzfq.UNKNOWN_FIELD.9~`;

test("cut off at any place nothing throws, and what is whole is kept", () => {
  for (let length = 0; length <= WHOLE.length; length += 1) {
    const text = WHOLE.slice(0, length);
    const { written } = launch(text, plain());
    for (const record of text.slice(1).split("~").slice(0, -1)) {
      if (!record.startsWith("abc")) assert.ok(written.includes(`~${record}~`), `${text} -> ${written}`);
    }
  }
});

test("records of keys that are not known are carried along, letter for letter and in order", () => {
  const { written } = launch(WHOLE, plain());
  assert.ok(written.endsWith("~deccs.A.D.E.-_~xyzfq.UNKNOWN_FIELD.9~"), written);
});

test("what a newer or older version wrote is gone on with, and written as this one writes", () => {
  for (const version of "0239az") {
    const { written } = launch(version + WHOLE.slice(1), plain());
    // The record is of another type than this unit: it keeps its status.
    assert.equal(written, "1abcix~deccs.A.D.E.-_~xyzfq.UNKNOWN_FIELD.9~");
    const done = launch(`${version}abccx~deccs~`, plain());
    assert.deepEqual(done, { written: "1abccx~deccs~", status: "completed" });
  }
});

test("a newer version finds what it wrote, after an older one was in between", () => {
  const random = seeded(25);
  for (let run = 0; run < 300; run += 1) {
    const records = Array.from({ length: 1 + random.whole(8) }, (_, index) => {
      const fields = Array.from({ length: random.whole(5) }, () => `.${random.text("AZaz09-_", random.whole(30))}`);
      return `q${index}-${random.pick([..."-ifcp"])}${random.pick([..."pqz"])}${fields.join("")}~`;
    });
    const { written } = launch(`2${records.join("")}`, plain());
    assert.equal(written, `1abcix~${records.join("")}`);
  }
});

test("other programs' texts, HTML and noise: started afresh, never thrown", () => {
  const random = seeded(23);
  const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("");
  const foreign = [
    `9${"~".repeat(4095)}`,
    `2${"abcip.D".repeat(500)}`,
    JSON.stringify({ v: 3, slides: [1, 0, 1], status: "completed", abc: { p: 1 } }),
    '{"d":[123,34,112,114,111,103,114,101,115,115],"cpv":"2VvrJ3bC"}',
    "<html><body><h1>500 Internal Server Error</h1></body></html>",
    "viewed=1,2,3|lastviewedslide=3|7#1##,3,3,3,7,0,0#0#",
    "true",
    "\u0000\uffff\ud800",
    ...Array.from({ length: 60 }, () => random.text(printable, 4096)),
    ...Array.from({ length: 60 }, () => `1${random.text("abcipv.~-_AZ09", 4095)}`),
  ];
  for (const text of foreign) {
    const { written, status } = launch(text, plain());
    if (!text.startsWith("1")) {
      assert.equal(written, "1abcix~", text);
      assert.equal(status, "incomplete");
    }
  }
});

test("state that cannot be read takes nothing away from what the LMS says", () => {
  for (const told of ["completed", "passed"]) {
    for (const text of ["", "{}", `2${WHOLE.slice(1)}`, "1abci", "1abcip.D"]) {
      const { status, written } = launch(text, { ...plain(), status: told });
      assert.equal(status, told);
      assert.equal(parseRecord(parseState(written).get("abc")).status, told);
    }
  }
});

test("however much others wrote, the unit's own record is never the one that gives way", () => {
  const random = seeded(24);
  for (let run = 0; run < 100; run += 1) {
    const others = Array.from({ length: random.whole(400) }, () => `${random.text("defXYZ09-_", 3)}is.${random.text("AZ09._", random.whole(40))}~`);
    const { written } = launch(`1${others.join("")}`, plain());
    const kept = [...parseState(written).keys()];
    const seen = [...new Set(others.map((record) => record.slice(0, 3)))];
    assert.equal(kept[0], "abc");
    assert.deepEqual(kept.slice(1), seen.slice(0, kept.length - 1), "the first ones seen are kept");
  }
});
