// The policy: what is told to an LMS, when, and in which order. Pure over an adapter (lms/), a
// clock and a scheduler. Facts it rests on: SCORM 1.2 RTE 3.3-3.4, and what LMSs do with it.

import { createActiveTime } from "./active_time.js";
import { createScores, earned, givesScore } from "./scores.js";
import { formatRecord, formatState, parseRecord, parseState } from "./state.js";
import { higher, isFinished, readStatus } from "./status.js";
import { formatTimespan } from "./timespan.js";

const STATUS = "cmi.core.lesson_status";
const STATE = "cmi.suspend_data";
const LOCATION = "cmi.core.lesson_location";
const TIME = "cmi.core.session_time";
const EXIT = "cmi.core.exit";

const COMMIT_INTERVAL = 10_000;
const LONGEST_RETRY = 60_000;
const TIME_STEP = 1000;
const FRESH = { seconds: 0, place: 0, fields: [] };

// `unit` is { key, report, exitWhenDone }; `now()` gives milliseconds, `after(ms, f)` calls f once
// and gives a function that forbids it; `tell()` is called when what the learner sees may change.
// `reports` records what a learner answered; null for units that ask nothing.
export function createSession({ lms, unit, tracker, reports = null, now, after, tell }) {
  const isGraded = givesScore(unit.report);
  const scores = createScores();
  const time = createActiveTime(now);
  const held = new Map();
  let phase = "new";
  let mode = "normal";
  let status = "not attempted";
  let records = new Map();
  let begun = false;
  let told = "";
  let bound = 0;
  let uncommitted = false;
  let failing = false;
  let everSaved = false;
  let toldTime = 0;
  let lastTry = -Infinity;
  let retryWait = COMMIT_INTERVAL;
  let cancel = null;

  // Reads all before anything is written. Blank answers are those of LMSs that know no better:
  // mode normal, credit, not attempted. `entry` is not asked: several LMSs never say "resume".
  function start() {
    mode = readMode(lms.get("cmi.core.lesson_mode"), lms.get("cmi.core.credit"));
    const reported = readStatus(lms.get(STATUS));
    for (const element of [STATE, LOCATION]) held.set(element, lms.get(element));
    records = parseState(held.get(STATE));
    const own = records.has(unit.key) ? parseRecord(records.get(unit.key)) : null;
    status = higher(reported, own ? own.status : "not attempted");
    if (isGraded) tracker.obey(scores.read(lms));
    tracker.restore(remembered(own, held.get(LOCATION)));
    if (isGraded) scores.remember(tracker.outcome(), held);
    told = handedIn();
    phase = "open";
    // An LMS may take silence for "completed" at the end (RTE, cmi.core.lesson_status), so an
    // unfinished status is said in every session; a finished one that it holds is left alone.
    if (isFinished(reported)) held.set(STATUS, status);
    if (mode === "normal") status = higher(status, "incomplete");
    // A new version of the course may make more of what was handed in: the page says so on opening.
    if (tracker.outcome() && rise()) begun = true;
    save();
  }

  function remembered(own, location) {
    const kept = own && tracker.reads(own.letter) ? own : FRESH;
    const match = /^([a-z])\.(\d{1,8})$/.exec(location);
    const place = match && tracker.reads(match[1]) ? Number(match[2]) : 0;
    return { ...kept, place: kept.place || place };
  }

  // Status belongs to credit; in review and browse the learner's record is not ours to touch.
  const tellsStatus = () => mode === "normal";
  const keepsProgress = () => mode === "normal" || mode === "no-credit";

  // What came of the attempts that were handed in, so that another one shows.
  const handedIn = () => JSON.stringify(tracker.outcome());

  // Answers handed in, and what would be another chance if it were forgotten: it cannot wait.
  const isBinding = () => handedIn() !== told || tracker.binding() !== bound;

  // Whether the learner has earned a higher status.
  function rise() {
    if (!tellsStatus()) return false;
    const before = status;
    status = higher(status, earned(unit.report, tracker.progress().done, tracker.outcome()));
    return status !== before;
  }

  // Everything that should stand in the LMS, in the order in which it is set: the status before the
  // rest, because some LMSs act on each call as it comes; the score before the status, with which
  // some of them publish a grade.
  function wanted(closing) {
    const values = [];
    if (tellsStatus()) {
      if (isGraded) values.push(...scores.values(tracker.outcome(), isFinished(status), held));
      values.push([STATUS, status]);
    }
    if (keepsProgress() && begun) {
      const snapshot = tracker.snapshot();
      const own = new Map([[unit.key, formatRecord({ ...snapshot, status })]]);
      values.push([STATE, formatState(own, records)]);
      values.push([LOCATION, `${snapshot.letter}.${snapshot.place}`]);
    }
    const spent = time.total();
    if (closing || Math.abs(spent - toldTime) >= TIME_STEP) {
      toldTime = spent;
      values.push([TIME, formatTimespan(spent)]);
    }
    if (keepsProgress()) {
      values.push([EXIT, isFinished(status) && unit.exitWhenDone === "normal" ? "" : "suspend"]);
    }
    return values;
  }

  // Sends what has changed and commits it. What was refused is sent again with the next save.
  function save(closing = false) {
    unschedule();
    if (begun) rise();
    let refused = false;
    for (const [element, value] of wanted(closing)) {
      if (held.get(element) === value) continue;
      if (lms.set(element, value)) {
        held.set(element, value);
        uncommitted = true;
      } else {
        refused = true;
      }
    }
    if (begun && record()) uncommitted = true;
    if (uncommitted || refused) lastTry = now();
    if (uncommitted && lms.commit()) {
      uncommitted = false;
      everSaved = true;
    }
    failing = refused || uncommitted;
    if (failing && !closing) {
      schedule(retryWait);
      retryWait = Math.min(2 * retryWait, LONGEST_RETRY);
    } else {
      retryWait = COMMIT_INTERVAL;
    }
    tell();
  }

  // The answers since the last save, and what an attempt that was handed in did to objectives. It
  // comes last: nothing else may wait for it or fail with it. Whether there is something to commit.
  function record() {
    const before = told;
    told = handedIn();
    bound = tracker.binding();
    const answers = tracker.takeAnswers();
    if (!tellsStatus() || reports === null) return false;
    return reports.record(answers, told === before ? [] : tracker.objectives());
  }

  function schedule(wait) {
    if (cancel === null) cancel = after(wait, () => save());
  }

  function unschedule() {
    if (cancel !== null) cancel();
    cancel = null;
  }

  // The learner did something: completion and what is binding are told at once, the rest at most every
  // ten seconds.
  function update() {
    if (phase !== "open") return;
    begun = true;
    if (rise() || (keepsProgress() && isBinding())) {
      save();
      return;
    }
    if (keepsProgress()) {
      // The upper bound is for a clock that was set back.
      const wait = Math.min(lastTry + COMMIT_INTERVAL - now(), COMMIT_INTERVAL);
      if (cancel === null && wait <= 0) {
        save();
        return;
      }
      schedule(wait);
    }
    tell();
  }

  return {
    start,
    update,
    touch: () => time.touch(),
    // There is something to keep: the next save takes it along.
    note() {
      begun = true;
    },
    // The page is hidden and may never come back.
    hide() {
      if (phase === "open") save();
    },
    // The page goes to the browser's cache, from which it may return as it is: no LMSFinish, since
    // nothing could be said after it.
    freeze() {
      if (phase !== "open") return;
      save();
      time.pause();
    },
    thaw() {
      if (phase === "open") time.resume();
    },
    // The end. Nothing is called after it.
    leave() {
      if (phase !== "open") return;
      save(true);
      phase = "closed";
      lms.finish();
    },
    isClosed: () => phase === "closed",
    // What the learner sees. A change that waits its few seconds counts as saved: it is, as soon as
    // the page is hidden or left.
    view: () => ({
      mode,
      link: lms.link,
      finished: isFinished(status),
      mark: tracker.mark(),
      score: scores.recorded(held),
      errors: lms.errors(),
      saved: failing ? "failed" : everSaved ? "saved" : "none",
      progress: tracker.progress(),
    }),
  };
}

function readMode(lessonMode, credit) {
  if (lessonMode === "review" || lessonMode === "browse") return lessonMode;
  return credit === "no-credit" ? "no-credit" : "normal";
}
