// The page that a unit's script finds itself on, as a fake that remembers what is done to it.

// A root that answers selectors from a table; each of its answers is a list.
export function fakeRoot(table) {
  const all = (selector) => table[selector] || [];
  return { querySelectorAll: all, querySelector: (selector) => all(selector)[0] || null };
}

// What stands in `changes` is another than usual.
export function fakeStage(changes = {}) {
  const observed = new Map();
  const watchers = [];
  const stage = {
    visible: true,
    changes: 0,
    went: null,
    showsPdf: true,
    rightToLeft: false,
    led: () => false,
    isVisible: () => stage.visible,
    changed() {
      stage.changes += 1;
    },
    goTo(element) {
      stage.went = element;
    },
    text: (key, { n, all }) => `${key} ${n}/${all}`,
    onScreen(elements, act) {
      for (const element of elements) observed.set(element, act);
    },
    onVisible: (act) => watchers.push(act),
    onKey(act) {
      stage.key = act;
    },
    onSwipe(element, act) {
      stage.swipe = act;
    },
    onAnchor(act) {
      stage.follow = act;
      return stage.led(act);
    },
    // What the browser reports.
    see: (element, share, fills = 0) => observed.get(element)(element, share, fills),
    turn(visible) {
      stage.visible = visible;
      for (const act of watchers) act();
    },
    ...changes,
  };
  return stage;
}
