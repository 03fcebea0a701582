// Which keys and fingers mean the page.
import assert from "node:assert/strict";
import test from "node:test";
import { onKey, onSwipe } from "../../../templates/runtime/gestures.js";

function fakeTarget() {
  const listeners = {};
  return {
    addEventListener(name, act) {
      listeners[name] = act;
    },
    fire: (name, event) => listeners[name](event),
  };
}

test("a key counts alone, and not where it is typed or plays", () => {
  const document = fakeTarget();
  const seen = [];
  onKey(document, ({ key }) => seen.push(key));
  const press = (event) => document.fire("keydown", { key: "End", target: { closest: () => null }, ...event });
  press({});
  press({ target: null });
  assert.deepEqual(seen.splice(0), ["End", "End"]);
  for (const held of ["altKey", "ctrlKey", "metaKey", "shiftKey", "defaultPrevented"]) press({ [held]: true });
  for (const tag of ["input", "textarea", "select", "video", "audio", "iframe", "[contenteditable]"]) {
    press({ target: { closest: (selector) => selector.split(", ").includes(tag) } });
  }
  const inRegion = (scrollWidth) => ({
    closest: (selector) => (selector === '[tabindex="0"]' ? { scrollWidth, clientWidth: 300 } : null),
  });
  press({ target: inRegion(301) });
  assert.deepEqual(seen, []);
  press({ target: inRegion(300) });
  assert.deepEqual(seen, ["End"], "code that is not wider than the page");
});

test("one finger from here to there; two, or a page zoomed in, are something else", () => {
  const element = fakeTarget();
  const window = { visualViewport: { scale: 1 } };
  const ways = [];
  onSwipe(window, element, (x, y) => ways.push([x, y]));
  const at = (clientX, clientY) => ({ clientX, clientY });
  const go = (touches, changedTouches) => {
    element.fire("touchstart", { touches });
    element.fire("touchend", { changedTouches });
  };
  go([at(100, 10)], [at(20, 15)]);
  assert.deepEqual(ways.splice(0), [[-80, 5]]);
  element.fire("touchend", { changedTouches: [at(0, 0)] });
  go([at(1, 1), at(2, 2)], [at(90, 0)]);
  go([at(1, 1)], [at(90, 0), at(80, 0)]);
  element.fire("touchstart", { touches: [at(1, 1)] });
  element.fire("touchcancel", {});
  element.fire("touchend", { changedTouches: [at(90, 0)] });
  window.visualViewport.scale = 2;
  go([at(100, 10)], [at(20, 15)]);
  assert.deepEqual(ways, []);
  delete window.visualViewport;
  go([at(100, 10)], [at(20, 15)]);
  assert.equal(ways.length, 1);
});
