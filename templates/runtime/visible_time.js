// Seconds for which something was visible, added up over its appearances.

// `now` gives milliseconds; `seconds` is what earlier sessions have counted.
export function createVisibleTime(now, seconds) {
  let sum = seconds * 1000;
  let since = null;

  function running() {
    return since === null ? 0 : Math.max(0, now() - since);
  }

  return {
    seconds: () => (sum + running()) / 1000,
    show(visible) {
      if (visible === (since !== null)) return;
      sum += running();
      since = visible ? now() : null;
    },
  };
}
