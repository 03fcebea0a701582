// How LMSs differ, as data. `strict` is the standard; every other profile is what it does otherwise.
//
//   source    where it is written, or seen
//   entries   what cmi.core.entry is, by the exit of the launch before; blank after all others
//   first     ... and at the first launch
//   silence   the status that a SCO gets which never set one, by lesson_mode
//   mastery   whether the mastery score decides over what the SCO said
//   keeps     "commit": what was committed outlives a crash; "set": everything that was set does
//   missing   optional groups of the data model that it does not have (error 401)
//   types     types of the data model that it reads otherwise, as in spec/cmi.json
//   feedback  whether an answer must look as the type of its interaction asks
//   trusts    whether it takes any value of any element, knows no errors, and has no values of its own
//             but those in `gives`
//   gives     ... by element
//   blank     elements that read as "", whatever was set
//   launch    options of createLms that it launches with: { mode, credit }
//   answers   how its functions answer (answers.js):
//     lacks     functions that it does not have
//     native    whether numbers and booleans come as such, not as text
//     always    what every function answers; then nothing is done
//     throws    whether every function throws
//     delay     milliseconds for which each LMSCommit blocks the page
//     offline   { from, to }: the commits, counted from 1, that do not arrive

const strict = {
  source: "SCORM 1.2 Run-Time Environment, sections 3.3 and 3.4",
  entries: { suspend: "resume" },
  first: "ab-initio",
  silence: { normal: "completed", review: "completed", browse: "browsed" },
  mastery: true,
  keeps: "commit",
  missing: [],
  types: {},
  feedback: true,
  trusts: false,
  gives: {},
  blank: [],
  launch: {},
  answers: {},
};

// Moodle makes "completed" of a status that nobody set before it looks at the mode, so that nothing
// is ever browsed; and lets a mastery score decide only where its site or activity says so.
const moodle = {
  ...strict,
  source:
    "Moodle 4.5, mod/scorm/datamodels/scorm_12.js and scorm_12lib.php: 64,000 characters, scores as numbers",
  silence: { normal: "completed", review: "completed", browse: "completed" },
  mastery: false,
  types: { string255: { longest: 64000 }, string4096: { longest: 64000 } },
  feedback: false,
  answers: { native: ["cmi.core.score.raw", "cmi.core.score.min", "cmi.core.score.max"] },
};

const openedx = {
  ...strict,
  source:
    "openedx-scorm-xblock 19.0.5, static/js/src/scormxblock.js: GetValue of status and score loses its value, Commit does nothing",
  entries: {},
  first: "",
  silence: {},
  mastery: false,
  keeps: "set",
  trusts: true,
  blank: ["cmi.core.lesson_status", "cmi.core.score.raw"],
};

const wagtail = {
  ...strict,
  source: "wagtail-lms 0.11.1, templates/wagtail_lms/scorm_player.html: LMSTerminate, and no LMSFinish",
  entries: {},
  first: "ab-initio",
  silence: {},
  mastery: false,
  keeps: "set",
  trusts: true,
  gives: {
    "cmi.core.entry": "ab-initio",
    "cmi.core.credit": "credit",
    "cmi.core.lesson_mode": "normal",
  },
  answers: { lacks: ["LMSFinish"] },
};

export const PROFILES = {
  strict,
  moodle,
  "moodle-standards": {
    ...moodle,
    source: "Moodle 4.5 with its setting 'SCORM standards mode': 255 and 4,096 characters",
    types: {},
  },
  openedx,
  wagtail,
  "blank-entry": {
    ...strict,
    source: "Open edX's SCORM XBlock and scormhost, which never say that a learner comes back",
    entries: {},
  },
  "no-interactions": {
    ...strict,
    source: "SCORM 1.2 Run-Time Environment, 3.4.4: cmi.interactions is optional (error 401)",
    missing: ["cmi.interactions"],
  },
  mandatory: {
    ...strict,
    source: "SCORM 1.2 Run-Time Environment, 3.4: what an LMS must have, and nothing that it may have",
    missing: [
      "cmi.comments",
      "cmi.comments_from_lms",
      "cmi.objectives",
      "cmi.student_data",
      "cmi.student_preference",
      "cmi.interactions",
    ],
  },
  "always-false": {
    ...strict,
    source: "SCORM 1.2 Run-Time Environment, 3.3: an LMS whose every call fails, as after its session ran out",
    answers: { always: "false" },
  },
  numbers: {
    ...strict,
    source: "LMSs whose API answers true and 80 in place of the texts that 3.3 asks for, as Moodle's scores do",
    answers: { native: true },
  },
  slow: {
    ...strict,
    source: "LMSs that save by a synchronous request, as Moodle's LMSCommit: the page waits for the network",
    answers: { delay: 300 },
  },
  throws: {
    ...strict,
    source: "An API whose window is gone: browsers throw at every call of it",
    answers: { throws: true },
  },
  offline: {
    ...strict,
    source: "LMSs behind a network that fails for a while: LMSCommit answers false, and later true again",
    answers: { offline: { from: 2, to: 4 } },
  },
  review: {
    ...strict,
    source: "SCORM 1.2 Run-Time Environment, 3.4.4, cmi.core.lesson_mode",
    launch: { mode: "review" },
  },
  browse: {
    ...strict,
    source: "SCORM 1.2 Run-Time Environment, 3.4.4, cmi.core.lesson_mode",
    launch: { mode: "browse" },
  },
  "no-credit": {
    ...strict,
    source: "SCORM 1.2 Run-Time Environment, 3.4.4, cmi.core.credit",
    launch: { credit: "no-credit" },
  },
};
