// The score of a graded unit, and the status that goes with it.
//
// An outcome is what came of the attempts that were handed in: { raw, passed, over, last }. `raw` is
// 0 to 100, null where nothing is scored; `passed` null where there is no mark; `over` says that no
// attempt is left, `last` that the last attempt counts and not the best.

const RAW = "cmi.core.score.raw";
const MIN = "cmi.core.score.min";
const MAX = "cmi.core.score.max";
const MARK = "cmi.student_data.mastery_score";

export const givesScore = (report) => report !== "completed";

// What an LMS said, as a number; null for all that is none from 0 to 100.
export function readScore(text) {
  const number = /^\d{1,3}(\.\d*)?$/.test(text.trim()) ? Number(text) : NaN;
  return number <= 100 ? number : null;
}

// Two decimals, a point, no exponent; never blank, of which Moodle makes 0.
export function formatScore(number) {
  return String(Math.round(100 * Math.min(Math.max(number, 0), 100)) / 100);
}

// The status that a unit has earned; "incomplete" if none. `failed` is the last word only of those
// who have no attempt left, or where the course wants to hear of each: several LMSs take it as an
// end. What more than the answers is asked for (a time) is asked for to pass, too.
export function earned(report, done, outcome) {
  if (report !== "passed" && report !== "passed-failed") return done ? "completed" : "incomplete";
  if (!outcome) return "incomplete";
  const { passed, over } = outcome;
  // Where nothing counted there was nothing to pass.
  if (passed === null) return done ? "completed" : "incomplete";
  if (passed === false) return over || report === "passed-failed" ? "failed" : "incomplete";
  return passed && done ? "passed" : "incomplete";
}

// What goes into the elements of the score of one unit.
export function createScores() {
  let floor = null;
  let mark = null;

  return {
    // The mark that the LMS decides by, or null. It comes before that of the course.
    read(lms) {
      floor = readScore(lms.get(RAW));
      mark = readScore(lms.get(MARK));
      return mark;
    },

    // Seeds what the LMS is taken to hold. A score of ours is there already; without one of ours
    // what is there is none: some LMSs begin with 0.
    remember(outcome, held) {
      if (outcome && outcome.raw !== null && floor !== null) held.set(RAW, formatScore(floor));
    },

    // The score that the LMS holds of what was handed in; null if none.
    recorded: (held) => (held.has(RAW) ? Number(held.get(RAW)) : null),

    // The values to set, all three together; none if the LMS holds them. The best never falls, even
    // if our state was lost; and where the LMS decides, no later score takes back what was passed.
    values(outcome, isFinished, held) {
      if (!outcome || outcome.raw === null) return [];
      const raw = outcome.last || floor === null ? outcome.raw : Math.max(outcome.raw, floor);
      const score = formatScore(raw);
      if (held.get(RAW) === score || (isFinished && mark !== null && raw < mark)) return [];
      return [
        [RAW, score],
        [MIN, "0"],
        [MAX, "100"],
      ];
    },
  };
}
