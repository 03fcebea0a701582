// The time that is left: shown all the time, and said aloud when it becomes short.

import { duration } from "../strings.js";

const MINUTE = 60;
const SHARE = 5;

// "19:05", or "1:00:00" if it is that long.
export function clockFace(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

// Whether, from `before` to `left` seconds, a fifth of the time or the last minute was reached.
export function isWarned(limit, before, left) {
  return [Math.floor(limit / SHARE), MINUTE].some(
    (point) => point < limit && before > point && left <= point && left > 0,
  );
}

export function createClock(root, text) {
  const face = root.querySelector('[data-role="clock"]');
  const warning = root.querySelector('[data-role="warning"]');
  const limit = Number(face.dataset.seconds);
  let before = limit;

  return {
    // `left` is null while no time is running.
    show(left) {
      face.hidden = left === null;
      if (left === null) {
        before = limit;
        warning.textContent = "";
        return;
      }
      face.textContent = text("quiz_time_left", { left: clockFace(left) });
      face.classList.toggle("is-short", left <= Math.max(MINUTE, limit / SHARE));
      if (isWarned(limit, before, left)) {
        warning.textContent = text("quiz_time_left", { left: duration(text, left) });
      }
      before = left;
    },
  };
}
