// A graded unit in the strict LMS and in npm's scorm-again: no call earns an error, whatever a learner
// does over several launches, and nothing that was reached falls.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { Scorm12API } from "scorm-again/scorm12";
import { PROFILES } from "../../../templates/preview/profiles.js";
import { createLms } from "../../../templates/preview/strict_lms.js";
import { createAccepts } from "../../../templates/runtime/cmi.js";
import { connect } from "../../../templates/runtime/lms/connect.js";
import { createReports } from "../../../templates/runtime/reports.js";
import { createSession } from "../../../templates/runtime/session.js";
import { higher, isFinished } from "../../../templates/runtime/status.js";
import { createTracker } from "../../../templates/runtime/tracker.js";
import * as web from "../../../templates/runtime/units/web.js";
import { fakeAnswer, fakeClock, fakeQuiz, seeded, table } from "./fakes.mjs";

const { warn, error } = console;
before(() => Object.assign(console, { warn() {}, error() {} }));
after(() => Object.assign(console, { warn, error }));

const accepts = createAccepts(table);
const QUESTIONS = ["where", "feed", "doors", "gas", "length"];
const ANSWERS = [
  { kind: "choice", patterns: ["a"], response: "b", result: "wrong" },
  { kind: "choice", patterns: ["{a,c}"], response: "a,b", result: "0.5", objective: "fire" },
  { kind: "true-false", patterns: ["t"], response: "t" },
  { kind: "fill-in", patterns: ["oxygen", "<case>O2"], response: "Sauerstoff", result: "wrong" },
  { kind: "numeric", patterns: ["59", "61"], response: "60.5", latency: null },
  { kind: "sequencing", patterns: ["a,b,c"], response: "c,b,a", weighting: 0.5 },
  { kind: "matching", patterns: ["{a.c,b.d}"], response: "a.d", objective: "escape" },
  { kind: "likert", patterns: [], response: "", result: "neutral" },
];

function launch(api, { report, way, rule = "passed", ...quiz }) {
  const clock = fakeClock();
  const core = fakeQuiz({ questions: QUESTIONS, ...quiz });
  const tracker = createTracker({ completion: { rule, amount: 0 }, core, now: clock.now });
  const lms = connect({ api, accepts, storage: () => null, name: "x" });
  const session = createSession({
    lms,
    tracker,
    reports: createReports({ lms, core, unit: "quiz", interactions: way, hour: () => "23:59:59" }),
    now: clock.now,
    after: clock.after,
    unit: { key: "abc", report, exitWhenDone: "suspend" },
    tell() {},
  });
  session.start();
  return { clock, core, session };
}

// Hands in an attempt with answers to some of the questions.
function attempt({ clock, core, session }, random, score) {
  clock.pass(random.whole(30_000));
  const asked = QUESTIONS.filter(() => random.real(1) < 0.6);
  core.aims = ["fire", "escape"].map((id) => ({ id, raw: score, status: score < 80 ? "failed" : "passed" }));
  core.hand(score, asked.map((id) => fakeAnswer(id, random.pick(ANSWERS))));
  session.update();
}

const faults = ({ log }) =>
  log.filter(({ error: code }) => code !== undefined && code !== "0").map(({ call, args, error: code }) => `${call}(${args}) ${code}`);

for (const way of ["journal", "state", "none"]) {
  for (const report of ["passed", "passed-failed", "completed-graded"]) {
    test(`${report}, ${way}: R02-R05 R12 R15 over launches, killed or left, in the strict LMS`, () => {
      const random = seeded(way.length * report.length);
      for (let learner = 0; learner < 10; learner += 1) {
        let record = null;
        let status = "not attempted";
        let best = 0;
        for (let visit = 0; visit < 4; visit += 1) {
          const judge = createLms(table, { record, launch: { masteryScore: report === "passed-failed" ? "80" : "" } });
          const unit = launch(judge.API, { report, way, passing: 80, attempts: 6 });
          for (let turn = random.whole(3); turn > 0; turn -= 1) {
            const score = random.whole(101);
            best = Math.max(best, score);
            attempt(unit, random, score);
            assert.equal(Number(judge.snapshot()["cmi.core.score.raw"]), best);
          }
          const now = judge.snapshot()["cmi.core.lesson_status"];
          assert.equal(higher(now, status), now, `${status}, then ${now}`);
          if (random.real(1) < 0.5) unit.session.leave();
          assert.deepEqual(faults(judge), []);
          record = judge.record();
          status = record.values["cmi.core.lesson_status"];
          if (best >= 80) assert.ok(isFinished(status));
        }
        const { counts } = record;
        if (way === "state") assert.ok((counts["cmi.interactions"] || 0) <= QUESTIONS.length);
        if (way === "none") assert.equal(counts["cmi.interactions"], undefined);
        assert.ok((counts["cmi.objectives"] || 0) <= 2);
      }
    });
  }
}

test("no interactions, no objectives in the LMS: nothing is tried, all else is kept", () => {
  const profile = { ...PROFILES.strict, missing: ["cmi.interactions", "cmi.objectives"] };
  const judge = createLms(table, { profile });
  const unit = launch(judge.API, { report: "passed", way: "journal", passing: 80 });
  attempt(unit, seeded(1), 90);
  attempt(unit, seeded(2), 95);
  unit.session.leave();
  assert.ok(!judge.log.some(({ call, args }) => call === "LMSSetValue" && /interactions|objectives/.test(args[0])));
  assert.equal(judge.record().values["cmi.core.lesson_status"], "passed");
  assert.equal(unit.session.view().saved, "saved");
});

test("an LMS that names interactions and then has none (401) is asked once", () => {
  const asked = [];
  const answers = { "cmi.interactions._children": "id,type,result", "cmi.interactions._count": "0" };
  let code = "0";
  const api = {
    LMSInitialize: () => "true",
    LMSGetValue: (element) => answers[element] || "",
    LMSSetValue(element) {
      code = element.startsWith("cmi.interactions") ? "401" : "0";
      if (code === "401") asked.push(element);
      return String(code === "0");
    },
    LMSCommit: () => "true",
    LMSGetLastError: () => code,
    LMSFinish: () => "true",
  };
  const unit = launch(api, { report: "passed", way: "journal", passing: 80 });
  for (const score of [50, 90]) {
    unit.core.hand(score, [fakeAnswer("where"), fakeAnswer("feed")]);
    unit.session.update();
  }
  assert.deepEqual(asked, ["cmi.interactions.0.id"]);
});

for (const way of ["journal", "state"]) {
  test(`${way}: scorm-again takes every call, launch after launch`, () => {
    const random = seeded(way.length);
    let kept = null;
    for (let visit = 0; visit < 4; visit += 1) {
      const api = new Scorm12API({ autocommit: false, lmsCommitUrl: false, logLevel: 5 });
      if (kept) api.loadFromJSON(kept, "cmi");
      const codes = new Set();
      const set = api.LMSSetValue.bind(api);
      api.LMSSetValue = (...args) => {
        const answer = set(...args);
        codes.add(`${api.LMSGetLastError()}`);
        return answer;
      };
      const unit = launch(api, { report: "passed-failed", way, passing: 80 });
      attempt(unit, random, 60 + 10 * visit);
      attempt(unit, random, 5);
      unit.session.leave();
      assert.deepEqual([...codes], ["0"]);
      kept = JSON.parse(JSON.stringify(api.cmi));
    }
    assert.equal(kept.core.score.raw, "90");
    assert.equal(kept.core.lesson_status, "passed");
    const ids = Object.values(kept.interactions).map(({ id }) => id);
    if (way === "state") assert.equal(new Set(ids).size, ids.length);
  });
}

test("a web unit's score reaches the LMS, is found again and does not fall", () => {
  let record = null;
  const told = [];
  for (const scores of [[40], [30], [85, 60]]) {
    const clock = fakeClock();
    const judge = createLms(table, { record, now: clock.now });
    const core = web.createCore({ body: { passing: 80 } });
    const lms = connect({ api: judge.API, accepts, storage: () => null, name: "x" });
    const tracker = createTracker({ completion: { rule: "passed", amount: 0 }, core, now: clock.now });
    const unit = { key: "abc", report: "passed-failed", exitWhenDone: "suspend" };
    const session = createSession({ lms, tracker, unit, now: clock.now, after: clock.after, tell() {} });
    session.start();
    for (const score of scores) {
      if (core.score(score)) session.update();
    }
    session.leave();
    assert.deepEqual(faults(judge), []);
    record = judge.record();
    told.push([record.values["cmi.core.score.raw"], record.values["cmi.core.lesson_status"]]);
  }
  assert.deepEqual(told, [["40", "failed"], ["40", "failed"], ["85", "passed"]]);
});
