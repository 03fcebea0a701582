// cmi.core.lesson_status and its order: not attempted < incomplete < failed < completed = passed.

const RANKS = {
  "not attempted": 0,
  browsed: 0,
  incomplete: 1,
  failed: 2,
  completed: 3,
  passed: 3,
};

// What an LMS said, as a status; blank and foreign words count as not attempted (Open edX always
// answers with a blank).
export function readStatus(text) {
  return Object.prototype.hasOwnProperty.call(RANKS, text) ? text : "not attempted";
}

// The one that stands higher; of equals the first, so that what is there is never exchanged.
export function higher(one, other) {
  return RANKS[other] > RANKS[one] ? other : one;
}

export function isFinished(status) {
  return RANKS[status] === RANKS.completed;
}
