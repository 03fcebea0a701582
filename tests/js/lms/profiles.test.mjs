// Each profile differs from `strict` in what its source says, and a SCO can tell.
import assert from "node:assert/strict";
import test from "node:test";
import { PROFILES } from "../../../templates/preview/profiles.js";
import { createLms } from "../../../templates/preview/strict_lms.js";
import { table } from "./values.mjs";

const STATUS = "cmi.core.lesson_status";
const RAW = "cmi.core.score.raw";

function open(name, options = {}) {
  const lms = createLms(table, { profile: PROFILES[name], ...options });
  if (name !== "throws") lms.API.LMSInitialize("");
  return lms;
}

// What a SCO sees of an LMS in one respect; of `strict` it has to be something else.
const PROBES = {
  moodle({ API }) {
    API.LMSSetValue("cmi.suspend_data", "x".repeat(5000));
    API.LMSSetValue(RAW, "80");
    return [API.LMSGetValue("cmi.suspend_data").length, API.LMSGetValue(RAW)];
  },
  "moodle-standards"({ API, record }) {
    API.LMSSetValue(RAW, "80");
    return [API.LMSSetValue("cmi.suspend_data", "x".repeat(5000)), API.LMSGetValue(RAW)];
  },
  openedx({ API }) {
    API.LMSSetValue(STATUS, "completed");
    API.LMSSetValue(RAW, "80");
    API.LMSSetValue("cmi.core.lesson_location", "4");
    return [
      API.LMSGetValue(STATUS),
      API.LMSGetValue(RAW),
      API.LMSGetValue("cmi.core.lesson_location"),
      API.LMSGetValue("cmi.core.lesson_mode"),
      API.LMSGetValue("cmi.interactions._children"),
      API.LMSSetValue("cmi.no.such.element", "x"),
    ];
  },
  wagtail({ API }) {
    return [typeof API.LMSFinish, API.LMSGetValue("cmi.core.entry"), API.LMSGetValue(STATUS)];
  },
  "blank-entry"(lms) {
    lms.API.LMSSetValue("cmi.core.exit", "suspend");
    lms.API.LMSFinish("");
    return lms.again().API.LMSGetValue("cmi.core.entry");
  },
  "no-interactions"({ API }) {
    const set = API.LMSSetValue("cmi.interactions.0.id", "q");
    return [set, API.LMSGetLastError(), API.LMSSetValue("cmi.objectives.0.id", "o")];
  },
  mandatory({ API }) {
    return [API.LMSSetValue("cmi.objectives.0.id", "o"), API.LMSGetLastError()];
  },
  "always-false"({ API, record }) {
    const set = API.LMSSetValue(STATUS, "completed");
    return [set, API.LMSCommit(""), record()];
  },
  numbers({ API }) {
    API.LMSSetValue(RAW, "80");
    return [API.LMSCommit(""), API.LMSGetValue(RAW), API.LMSGetLastError()];
  },
  slow({ API, waited }) {
    API.LMSCommit("");
    return waited();
  },
  throws({ API }) {
    try {
      return API.LMSGetValue(STATUS);
    } catch (error) {
      return "thrown";
    }
  },
  offline({ API, record }) {
    const answers = [];
    for (const place of ["1", "2", "3", "4", "5"]) {
      API.LMSSetValue("cmi.core.lesson_location", place);
      answers.push(API.LMSCommit(""), record().values["cmi.core.lesson_location"]);
    }
    return answers;
  },
  review: ({ API }) => [API.LMSGetValue("cmi.core.lesson_mode"), API.LMSGetValue("cmi.core.credit")],
  browse: ({ API }) => [API.LMSGetValue("cmi.core.lesson_mode"), API.LMSGetValue("cmi.core.credit")],
  "no-credit": ({ API }) => [
    API.LMSGetValue("cmi.core.lesson_mode"),
    API.LMSGetValue("cmi.core.credit"),
  ],
};

// By the sources of the profiles.
const SEEN = {
  moodle: [5000, 80],
  "moodle-standards": ["false", 80],
  openedx: ["", "", "4", "", "", "true"],
  wagtail: ["undefined", "ab-initio", ""],
  "blank-entry": "",
  "no-interactions": ["false", "401", "true"],
  mandatory: ["false", "401"],
  "always-false": ["false", "false", null],
  numbers: [true, 80, 0],
  slow: 300,
  throws: "thrown",
  offline: ["true", "1", "false", "1", "false", "1", "false", "1", "true", "5"],
  review: ["review", "no-credit"],
  browse: ["browse", "no-credit"],
  "no-credit": ["normal", "no-credit"],
};

function probe(name, profile) {
  let waited = 0;
  const lms = open(profile, { wait: (milliseconds) => (waited += milliseconds) });
  const again = () => open(profile, { record: lms.record() });
  return PROBES[name]({ ...lms, again, waited: () => waited });
}

test("every profile has a source, and a probe that tells it from the others", () => {
  const others = Object.keys(PROFILES).filter((name) => name !== "strict");
  assert.deepEqual(Object.keys(PROBES), others);
  const keys = Object.keys(PROFILES.strict).sort();
  for (const [name, profile] of Object.entries(PROFILES)) {
    assert.ok(profile.source.length > 10, name);
    assert.deepEqual(Object.keys(profile).sort(), keys, name);
    const modes = profile.trusts ? [] : [...table.types.mode.words].sort();
    assert.deepEqual(Object.keys(profile.silence).sort(), modes, name);
  }
});

for (const name of Object.keys(PROBES)) {
  test(`${name} does what its source says, and strict does not`, () => {
    assert.deepEqual(probe(name, name), SEEN[name]);
    assert.notDeepEqual(probe(name, "strict"), SEEN[name]);
  });
}

test("Moodle makes completed of what nobody set, also of what was browsed", () => {
  for (const [profile, status] of [["moodle", "completed"], ["strict", "browsed"]]) {
    const lms = open(profile, { mode: "browse" });
    lms.API.LMSFinish("");
    assert.equal(lms.record().values[STATUS], status);
  }
});

test("Moodle lets no mastery score decide, if nobody told it to", () => {
  for (const [profile, status] of [["moodle", "completed"], ["strict", "failed"]]) {
    const lms = open(profile, { launch: { masteryScore: "80" } });
    lms.API.LMSSetValue(RAW, "10");
    lms.API.LMSSetValue(STATUS, "completed");
    lms.API.LMSFinish("");
    assert.equal(lms.record().values[STATUS], status);
  }
});

test("Open edX and wagtail-lms keep what was set, committed or not", () => {
  for (const profile of ["openedx", "wagtail"]) {
    const lms = open(profile);
    lms.API.LMSSetValue("cmi.suspend_data", "s");
    const next = open(profile, { record: lms.record() });
    assert.equal(next.API.LMSGetValue("cmi.suspend_data"), "s", profile);
  }
});
