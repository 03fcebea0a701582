// Time spent: wall time without the stretches in which nothing was touched or played.

const IDLE = 10 * 60 * 1000;

// `now` gives milliseconds. The sum may fall when a stretch that was still short turns out to be
// idle; nothing is counted twice, and a clock set back counts as nothing.
export function createActiveTime(now) {
  let sum = 0;
  let last = now();
  let paused = false;

  function open() {
    const gap = now() - last;
    return paused || gap < 0 || gap >= IDLE ? 0 : gap;
  }

  function touch() {
    sum += open();
    last = now();
  }

  return {
    touch,
    total: () => sum + open(),
    // While the page lies in the browser's cache it is not there: that time is nobody's.
    pause() {
      touch();
      paused = true;
    },
    resume() {
      last = now();
      paused = false;
    },
  };
}
