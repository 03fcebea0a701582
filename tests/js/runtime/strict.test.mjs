// Session and adapter against the strict LMS: whatever a learner does, no call earns an error, and
// what one launch leaves the next one finds.
import assert from "node:assert/strict";
import test from "node:test";
import { createLms } from "../../../templates/preview/strict_lms.js";
import { createAccepts } from "../../../templates/runtime/cmi.js";
import { connect } from "../../../templates/runtime/lms/connect.js";
import { createSession } from "../../../templates/runtime/session.js";
import { createTracker } from "../../../templates/runtime/tracker.js";
import * as audio from "../../../templates/runtime/units/audio.js";
import * as document from "../../../templates/runtime/units/document.js";
import * as page from "../../../templates/runtime/units/page.js";
import * as slides from "../../../templates/runtime/units/slides.js";
import * as video from "../../../templates/runtime/units/video.js";
import { fakeClock, seeded, table } from "./fakes.mjs";

const accepts = createAccepts(table);

const PLAYED = {
  bound: 126,
  body: { duration: 300 },
  completion: { rule: "watched", amount: 0.9 },
  ready: (core) => core.measured(300),
  act(core, random) {
    const start = random.real(280);
    core.play([[start, start + random.real(20)]], start, false);
  },
  finish: (core) => core.play([[0, 300]], 300, true),
};

const TYPES = {
  page: {
    type: page,
    bound: 15,
    body: {},
    completion: { rule: "end", amount: 5 },
    act: (core, random) => (random.real(1) < 0.03 ? core.end() : core.show(random.whole(40), 40)),
    finish: (core) => core.end(),
  },
  slides: {
    type: slides,
    bound: 20,
    body: { slides: 30 },
    completion: { rule: "all-slides", amount: 0 },
    act: (core, random) => core.turn(1 + random.whole(30), true),
    finish(core) {
      for (let slide = 1; slide <= 30; slide += 1) core.turn(slide, true);
      core.turn(1, true);
    },
  },
  video: { type: video, ...PLAYED },
  audio: { type: audio, ...PLAYED },
  document: {
    type: document,
    bound: 13,
    body: {},
    completion: { rule: "opened", amount: 0 },
    act: (core, random) => core.show(random.real(1) < 0.03),
    finish: (core) => core.open(),
  },
};

function launch({ type, body, completion, ready }, options) {
  const clock = fakeClock();
  const judge = createLms(table, { ...options, now: clock.now });
  const core = type.createCore({ body, now: clock.now });
  const tracker = createTracker({ completion, core, now: clock.now });
  const lms = connect({ api: judge.API, accepts, storage: () => null, name: "x" });
  const session = createSession({
    lms,
    tracker,
    now: clock.now,
    after: clock.after,
    unit: { key: "abc", report: "completed", exitWhenDone: "suspend" },
    tell() {},
  });
  session.start();
  if (ready) ready(core);
  tracker.show(true);
  return { clock, judge, core, tracker, session };
}

// Calls that the standard forbids, as lines.
const faults = ({ log }) =>
  log.filter(({ error }) => error !== undefined && error !== "0").map(({ call, args, error }) => `${call}(${args}) ${error}`);
const value = (judge, element) => judge.snapshot()[element];

for (const [name, unit] of Object.entries(TYPES)) {
  test(`${name}: R01-R03 R06 R07 R12 R14 over launches, killed or left, entry blank or not`, () => {
    const random = seeded(name.length);
    for (let learner = 0; learner < 12; learner += 1) {
      let record = null;
      let finished = false;
      for (let visit = 0; visit < 6; visit += 1) {
        const options = random.real(1) < 0.5 ? { record } : { record, entry: "" };
        const { clock, judge, core, session, tracker } = launch(unit, options);
        const left = record && record.values["cmi.core.lesson_location"];
        if (left) assert.equal(`${core.letter}.${tracker.snapshot().place}`, left);
        for (let act = random.whole(40); act > 0; act -= 1) {
          clock.pass(random.whole(20_000));
          session.touch();
          unit.act(core, random);
          session.update();
          if (random.real(1) < 0.1) session.hide();
        }
        if (visit === 4) {
          unit.finish(core);
          clock.pass(6000);
          session.update();
          assert.equal(value(judge, "cmi.core.lesson_status"), "completed");
        }
        if (finished) assert.ok(!judge.log.some(({ args }) => args.includes("incomplete")));
        if (random.real(1) < 0.6 || visit === 5) {
          session.leave();
          clock.pass(600_000);
          assert.ok(judge.isFinished());
          const calls = judge.log.map(({ call }) => call);
          assert.equal(calls.filter((call) => call === "LMSInitialize").length, 1);
          assert.equal(calls.filter((call) => call === "LMSFinish").length, 1);
          assert.equal(calls[calls.length - 1], "LMSFinish");
        }
        assert.deepEqual(faults(judge), []);
        record = judge.record();
        const state = record.values["cmi.suspend_data"];
        assert.match(state, /^[A-Za-z0-9._~-]*$/);
        assert.ok(state.length <= 1 + unit.bound, state);
        finished = record.values["cmi.core.lesson_status"] === "completed";
      }
      assert.ok(finished);
    }
  });

  test(`${name}: R09 in review, browse and without credit`, () => {
    for (const options of [{ mode: "review" }, { mode: "browse" }, { credit: "no-credit" }]) {
      const { clock, judge, core, session } = launch(unit, options);
      unit.finish(core);
      clock.pass(20_000);
      session.update();
      session.leave();
      assert.deepEqual(faults(judge), []);
      const set = judge.log.filter(({ call }) => call === "LMSSetValue").map(({ args }) => args[0]);
      assert.ok(!set.some((element) => /lesson_status|score/.test(element)));
      if (options.mode) assert.deepEqual([...new Set(set)], ["cmi.core.session_time"]);
      else assert.ok(set.includes("cmi.suspend_data"));
    }
  });

  test(`${name}: opened and closed at once it is incomplete, and suspended`, () => {
    const { judge, session, clock } = launch(unit, {});
    clock.pass(300);
    session.leave();
    assert.equal(value(judge, "cmi.core.lesson_status"), "incomplete");
    assert.equal(value(judge, "cmi.core.exit"), "suspend");
  });
}

test("the time of several sessions adds up", () => {
  let record = null;
  for (let visit = 0; visit < 3; visit += 1) {
    const { clock, judge, session } = launch(TYPES.page, { record });
    clock.pass(60_000 + visit * 10);
    session.leave();
    record = judge.record();
  }
  const last = createLms(table, { record });
  assert.equal(last.snapshot()["cmi.core.total_time"], "0000:03:00.03");
});
