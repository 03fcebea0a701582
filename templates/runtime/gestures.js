// Keys and fingers that mean the page, and not something in it.

const OWN_KEYS = "input, textarea, select, video, audio, iframe, [contenteditable]";
const SCROLLED = '[tabindex="0"]';

// Calls `act(event)` for keys pressed alone, outside of fields, players and scrolled regions that need them.
export function onKey(document, act) {
  document.addEventListener("keydown", (event) => {
    const { target, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (event.defaultPrevented || altKey || ctrlKey || metaKey || shiftKey) return;
    if (target && target.closest) {
      if (target.closest(OWN_KEYS)) return;
      // Wide code or a wide table that has the focus is scrolled with the arrows.
      const region = target.closest(SCROLLED);
      if (region && region.scrollWidth > region.clientWidth) return;
    }
    act(event);
  });
}

// Calls `act(x, y)` with the way in pixels that a single finger went over the element. A page that
// was zoomed in is being moved about, not turned.
export function onSwipe(window, element, act) {
  let start = null;
  element.addEventListener(
    "touchstart",
    ({ touches }) => {
      const zoomed = window.visualViewport && window.visualViewport.scale > 1.05;
      start = touches.length === 1 && !zoomed ? touches[0] : null;
    },
    { passive: true },
  );
  element.addEventListener(
    "touchend",
    ({ changedTouches }) => {
      if (start === null || changedTouches.length !== 1) return;
      const [end] = changedTouches;
      const from = start;
      start = null;
      act(end.clientX - from.clientX, end.clientY - from.clientY);
    },
    { passive: true },
  );
  element.addEventListener("touchcancel", () => {
    start = null;
  });
}
