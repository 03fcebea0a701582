// What stands in for the browser and the LMS in these tests. Nothing here judges.

import { readFileSync } from "node:fs";
import { formatRecord, parseRecord } from "../../../templates/runtime/state.js";

export const table = JSON.parse(
  readFileSync(new URL("../../../scorm_builder/spec/cmi.json", import.meta.url), "utf8"),
);

// What is known of a unit that was never opened.
export const NEW = { place: 0, fields: [] };

// What a core leaves behind, as it is found when the unit is opened again.
export function kept(core, letter) {
  const { place, fields } = { place: core.place(), fields: core.fields() };
  return parseRecord(formatRecord({ status: "incomplete", letter, seconds: 0, place, fields }));
}

// Milliseconds that pass only when a test says so; timers fire in their order while they pass.
export function fakeClock(start = 1_000_000) {
  let time = start;
  let timers = [];
  const clock = {
    now: () => time,
    after(wait, act) {
      const timer = { at: time + wait, act };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    pass(milliseconds) {
      const end = time + milliseconds;
      for (;;) {
        const due = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        timers = timers.filter((timer) => timer !== due);
        time = Math.max(time, due.at);
        due.act();
      }
      time = end;
    },
    jump(milliseconds) {
      time += milliseconds;
    },
    waiting: () => timers.length,
  };
  return clock;
}

// An adapter that writes down what it is told and answers as a test wants.
export function fakeAdapter(values = {}, link = "lms") {
  const calls = [];
  const adapter = {
    link,
    calls,
    errors: () => [],
    refuse: new Set(),
    commits: true,
    get(element) {
      calls.push(["get", element]);
      return values[element] || "";
    },
    set(element, value) {
      calls.push(["set", element, value]);
      if (adapter.refuse.has(element)) return false;
      values[element] = value;
      return true;
    },
    lacks: () => false,
    commit() {
      calls.push(["commit"]);
      return adapter.commits;
    },
    finish() {
      calls.push(["finish"]);
      return true;
    },
    values,
    // What was told since the last look, as short lines: "status=incomplete", "commit".
    told() {
      const lines = calls.splice(0).flatMap(([call, element, value]) => {
        if (call === "get") return [];
        return [call === "set" ? `${element.split(".").pop()}=${value}` : call];
      });
      return lines;
    },
  };
  return adapter;
}

// The same random numbers in every run.
export function seeded(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    real: (below) => next() * below,
    whole: (below) => Math.floor(next() * below),
    pick: (list) => list[Math.floor(next() * list.length)],
    text(alphabet, length) {
      let text = "";
      for (let at = 0; at < length; at += 1) text += alphabet[Math.floor(next() * alphabet.length)];
      return text;
    },
  };
}

// A unit's measure that a test turns by hand.
export function fakeTracker() {
  const tracker = {
    letter: "p",
    reads: (letter) => letter === "p",
    done: false,
    place: 0,
    seconds: 0,
    fields: [],
    restored: null,
    progress: () => ({ done: tracker.done, share: null, key: "progress_end", values: {} }),
    obey() {},
    mark: () => null,
    outcome: () => null,
    takeAnswers: () => [],
    binding: () => 0,
    objectives: () => [],
    restore(record) {
      tracker.restored = record;
      tracker.place = record.place;
      tracker.seconds = record.seconds;
      tracker.fields = record.fields;
    },
    snapshot: () => ({
      letter: "p",
      seconds: tracker.seconds,
      place: tracker.place,
      fields: tracker.fields,
    }),
  };
  return tracker;
}

// A graded unit whose test hands in scores by hand. Its rule is `passed` or `submitted`; `attempts`
// 0: any number; `last`: the last score counts.
export function fakeQuiz({ passing = null, attempts = 0, last = false, questions = [] } = {}) {
  let mark = passing;
  let scores = [];
  let waiting = [];
  const best = () => Math.max(...scores);
  const core = {
    letter: "q",
    obeyed: [],
    aims: [],
    questions: () => questions,
    obey(given) {
      core.obeyed.push(given);
      if (given !== null) mark = given;
    },
    restore({ fields }) {
      core.obeyed.push("restored");
      scores = fields.map(Number);
    },
    place: () => 0,
    fields: () => scores.map(String),
    hand(score, answers = []) {
      scores.push(score);
      waiting.push(...answers);
    },
    check: (answers) => waiting.push(...answers),
    outcome() {
      if (scores.length === 0) return null;
      return {
        raw: last ? scores[scores.length - 1] : best(),
        passed: mark === null ? null : best() >= mark,
        over: attempts > 0 && scores.length >= attempts,
        last,
        count: scores.length,
      };
    },
    takeAnswers: () => waiting.splice(0),
    objectives: () => (scores.length > 0 ? core.aims : []),
    measure({ rule }) {
      const { passed = false } = core.outcome() || {};
      const done = rule === "passed" ? passed === true : scores.length > 0;
      return { done, share: null, key: "progress_submitted", values: {} };
    },
  };
  return core;
}

// One answer, as a quiz hands it over.
export function fakeAnswer(id, more = {}) {
  return {
    id,
    kind: "choice",
    time: 0,
    patterns: ["a"],
    weighting: 1,
    response: "a",
    result: "correct",
    latency: 12_340,
    objective: "",
    ...more,
  };
}
