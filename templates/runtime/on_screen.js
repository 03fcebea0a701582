// What of a page is on the screen.

// `window` offers IntersectionObserver, which also knows what the frames of an LMS cut off. The
// function made here calls `changed(element, share, fills)` at once and whenever it changes, coarsely:
// `share` is the part of the element that is on the screen (any positive number for an element
// without height), `fills` the part of the screen that it takes. `covered` is the height in pixels
// that the bar at the foot hides.
export function createOnScreen(window, covered) {
  const steps = [0, 0.25, 0.5, 0.75, 1];

  return (elements, changed) => {
    const observer = new window.IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const share = entry.isIntersecting ? Math.max(entry.intersectionRatio, 0.001) : 0;
          const screen = entry.rootBounds ? entry.rootBounds.height : window.innerHeight;
          changed(entry.target, share, entry.intersectionRect.height / Math.max(screen, 1));
        }
      },
      { threshold: steps, rootMargin: `0px 0px -${covered}px 0px` },
    );
    for (const element of elements) observer.observe(element);
  };
}
