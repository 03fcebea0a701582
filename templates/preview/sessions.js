// What an LMS does between the launches of a SCO: what a launch begins with, and what the end of one
// makes of the values. Pure. A record is { values, counts, finished }, or null before the first
// launch. Source: SCORM 1.2 RTE 3.4, cmi.core.lesson_status, .entry, .total_time.

import { addTimes } from "./timespan.js";

const STATUS = "cmi.core.lesson_status";
const TIME = "cmi.core.session_time";
const TOTAL = "cmi.core.total_time";
const EXIT = "cmi.core.exit";
const MASTERY = "cmi.student_data.mastery_score";

// The values at the start of a launch. `options` are those of createLms.
export function begin(model, profile, record, options) {
  const { launch = {}, student = { id: "learner-1", name: "Doe, Jane" } } = options;
  if (profile.trusts) return { ...(record && record.values), ...profile.gives };
  const held = { ...model.defaults(), ...(record && record.values) };
  const kept = record && !record.finished ? end(profile, held) : held;
  const entry = record ? profile.entries[kept[EXIT]] || "" : profile.first;
  return {
    ...kept,
    "cmi.core.student_id": student.id,
    "cmi.core.student_name": student.name,
    "cmi.core.lesson_mode": options.mode,
    "cmi.core.credit": options.credit,
    "cmi.core.entry": options.entry === undefined ? entry : options.entry,
    [TIME]: "",
    [EXIT]: "",
    "cmi.launch_data": launch.data || "",
    [MASTERY]: launch.masteryScore || "",
    "cmi.student_data.max_time_allowed": launch.maxTimeAllowed || "",
    "cmi.student_data.time_limit_action": launch.timeLimitAction || "",
  };
}

// The values when a launch is over, by LMSFinish or because the SCO is gone.
export function end(profile, values) {
  if (profile.trusts) return values;
  return {
    ...values,
    [STATUS]: decide(profile, values),
    [TOTAL]: addTimes(values[TOTAL], values[TIME]),
  };
}

// A SCO cannot set "not attempted": a status that still is was never set, and silence counts. A
// mastery score decides if the launch was for credit and there is a score to compare.
function decide(profile, values) {
  const mode = values["cmi.core.lesson_mode"];
  const raw = parseFloat(values["cmi.core.score.raw"]);
  const mastery = parseFloat(values[MASTERY]);
  const graded = mode === "normal" && values["cmi.core.credit"] === "credit";
  if (profile.mastery && graded && !Number.isNaN(raw) && !Number.isNaN(mastery)) {
    return raw >= mastery ? "passed" : "failed";
  }
  return values[STATUS] === "not attempted" ? profile.silence[mode] : values[STATUS];
}
