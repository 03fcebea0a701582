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
};

export const PROFILES = {
  strict,
  "blank-entry": {
    ...strict,
    source: "Open edX's SCORM XBlock and scormhost, which never say that a learner comes back",
    entries: {},
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
};
