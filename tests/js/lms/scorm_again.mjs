// Where npm's scorm-again 3.4.3 judges otherwise than the strict LMS, as data: every difference is
// known, has its reason, and must really be there (a list that says too much is wrong as well).
//
//   element   which elements, when they are set
//   value     to which values
//   strict, again   the error codes of the two
//   source    why the strict LMS is right, or at least may say so

const SCORE = /\.score\.(raw|min|max)$/;
const TIMESPAN = /^cmi\.(core\.session_time|interactions\.\d+\.latency)$/;
const ANSWER = /\.(pattern|student_response)$/;
const LETTERS = /^(\{[0-9a-z](,[0-9a-z])*\}|[0-9a-z](,[0-9a-z])*)$/;

export const DIFFERENCES = [
  {
    name: "suspend_data takes 64,000 characters",
    element: /^cmi\.suspend_data$/,
    value: (value) => value.length > 4096,
    strict: "405",
    again: "0",
    source: "RTE 3.4: CMIString4096",
  },
  {
    name: "identifiers with blanks, or of blanks",
    element: /\.id$/,
    value: (value) => /\s/.test(value) && value.length <= 255,
    strict: "405",
    again: "0",
    source: "RTE 3.4: CMIIdentifier; Moodle takes ! to ~ only",
  },
  {
    name: "a decimal point with nothing on one side of it",
    element: /\.(raw|min|max|weighting|result)$/,
    value: (value) => ["1.", ".5"].includes(value),
    strict: "405",
    again: "0",
    source: "RTE 3.4: CMIDecimal is a number that may have a decimal point between digits",
  },
  {
    name: "a weight below zero that begins with its point",
    element: /\.weighting$/,
    value: (value) => value === "-.5",
    strict: "405",
    again: "0",
    source: "as above",
  },
  {
    name: "a score of minus nothing",
    element: SCORE,
    value: (value) => value === "-0",
    strict: "405",
    again: "0",
    source: "a score has no sign: RTE 3.4 wants 0 to 100",
  },
  {
    name: "a preference of minus nothing",
    element: /^cmi\.student_preference\.text$/,
    value: (value) => value === "-0",
    strict: "405",
    again: "0",
    source: "RTE 3.4: -1, 0 or 1",
  },
  {
    name: "cmi.core.exit 'normal', which is SCORM 2004's",
    element: /^cmi\.core\.exit$/,
    value: (value) => value === "normal",
    strict: "405",
    again: "0",
    source: "RTE 3.4; Moodle refuses it too",
  },
  {
    name: "times with one or five digits of hours",
    element: TIMESPAN,
    value: (value) => ["1:00:00", "99999:00:00"].includes(value),
    strict: "405",
    again: "0",
    source: "RTE 3.4: CMITimespan has two to four; Moodle refuses them too",
  },
  {
    name: "times with a minute of 61 seconds",
    element: TIMESPAN,
    value: (value) => ["12:00:60", "00:00:61"].includes(value),
    strict: "405",
    again: "0",
    source: "RTE 3.4: seconds are 00 to 59.99",
  },
  {
    name: "answers that do not look as their interaction asks",
    element: ANSWER,
    value: (value) => !LETTERS.test(value) && !value.includes("\n"),
    strict: "405",
    again: "0",
    source: "RTE 3.4: CMIFeedback of a choice, 255 characters; scorm-again takes any line",
  },
  {
    name: "weights over 100",
    element: /\.weighting$/,
    value: (value) => /^-?\d+(\.\d+)?$/.test(value) && Math.abs(Number(value)) > 100,
    strict: "0",
    again: "405",
    source: "RTE 3.4: CMIDecimal, no range",
  },
  {
    name: "results below zero or over 999",
    element: /\.result$/,
    value: (value) => /^(-\d+(\.\d+)?|\d{4,})$/.test(value),
    strict: "0",
    again: "405",
    source: "RTE 3.4: any CMIDecimal is a result",
  },
  {
    name: "result 'incorrect', which is SCORM 2004's",
    element: /\.result$/,
    value: (value) => value === "incorrect",
    strict: "405",
    again: "0",
    source: "RTE 3.4: correct, wrong, unanticipated, neutral or a number",
  },
];

// Differences that need more than one call to be seen: `calls` are made on both, and the last one's
// result and error are compared. A call is [element] to read, [element, value] to write.
export const SCRIPTS = [
  {
    name: "comments are added to, not replaced",
    calls: [["cmi.comments", "one "], ["cmi.comments", "two"], ["cmi.comments"]],
    strict: "one two|0",
    again: "two|0",
    source: "RTE 3.4: a set appends; Moodle does so",
  },
  {
    name: "a refused value makes no record",
    calls: [["cmi.objectives.0.id", ""], ["cmi.objectives._count"]],
    strict: "0|0",
    again: "1|0",
    source: "RTE 3.3: a call that fails changes nothing",
  },
  {
    name: "a record begins with its id",
    calls: [["cmi.interactions.0.type", "choice"]],
    strict: "false|201",
    again: "true|0",
    source: "RTE 3.4: the id is set first",
  },
  {
    name: "an answer is set after the type",
    calls: [["cmi.interactions.0.id", "q1"], ["cmi.interactions.0.student_response", "a"]],
    strict: "false|201",
    again: "true|0",
    source: "RTE 3.4: what an answer may be depends on the type",
  },
  {
    name: "an element that is not there is an invalid argument",
    calls: [["cmi.none"]],
    strict: "|201",
    again: "|401",
    source: "ADL's tests: 201 for unknown elements, 401 for optional groups that the LMS has not",
  },
  {
    name: "a group is no element",
    calls: [["cmi.student_data"]],
    strict: "|201",
    again: '{"mastery_score":"","max_time_allowed":"","time_limit_action":""}|0',
    source: "RTE 3.4 lists elements, and a value is a string",
  },
  {
    name: "the data model as a whole has no children",
    calls: [["cmi._children"]],
    strict: "|202",
    again:
      "core,suspend_data,launch_data,comments,objectives,student_data,student_preference,interactions|0",
    source: "RTE 3.4 lists cmi._version alone",
  },
  {
    name: "no keyword can be set, on whatever it stands",
    calls: [["cmi.core.score.raw._children", "x"]],
    strict: "false|402",
    again: "false|401",
    source: "RTE 3.3: 402 is for elements that are keywords",
  },
  {
    name: "a count of a record that is not there",
    calls: [
      ["cmi.interactions.0.id", "q1"],
      ["cmi.interactions.1.objectives._count"],
    ],
    strict: "|201",
    again: "0|0",
    source: "the count can be read; it is the record that is missing",
  },
  {
    name: "arrays within an interaction have a count and no children",
    calls: [
      ["cmi.interactions.0.id", "q1"],
      ["cmi.interactions.0.objectives._children"],
    ],
    strict: "|202",
    again: "id,score,status|0",
    source: "RTE 3.4 lists _count for them, and nothing else",
  },
];

// What each of them gives for elements that nobody has set: scorm-again has other defaults.
export const DEFAULTS = {
  "cmi.core.student_id": "the host sets it",
  "cmi.core.student_name": "the host sets it",
  "cmi.core.credit": "the host sets it",
  "cmi.core.entry": "the host sets it",
  "cmi.core.total_time": "RTE 3.4: 0000:00:00.00 at first",
  "cmi.core.score.max": "RTE 3.4: blank until set",
  "cmi.objectives.n.score.max": "RTE 3.4: blank until set",
  "cmi.objectives.n.status": "RTE 3.4: not attempted at first",
  "cmi.student_preference.audio": "RTE 3.4: 0 at first",
  "cmi.student_preference.speed": "RTE 3.4: 0 at first",
  "cmi.student_preference.text": "RTE 3.4: 0 at first",
};

// The known differences over setting an element to a value.
export function differencesOf(element, value) {
  return DIFFERENCES.filter((known) => known.element.test(element) && known.value(value));
}
