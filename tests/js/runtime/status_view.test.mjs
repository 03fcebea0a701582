// What the learner is told at the foot of a unit.
import assert from "node:assert/strict";
import test from "node:test";
import { createStatusView } from "../../../templates/runtime/status_view.js";
import { createText, duration } from "../../../templates/runtime/strings.js";

const STRINGS = {
  completed: "Completed",
  saved: "Saved",
  not_saved: "Not saved, trying again",
  no_lms: "in this browser",
  no_lms_no_store: "not kept",
  lms_refused: "refused",
  mode_review: "Review",
  mode_browse: "Preview",
  mode_no_credit: "Not for credit",
  progress_watched: "{percent} % so far",
  progress_time: "{left} to go",
  to_complete_passed: "At least {percent} %",
  decimal_mark: ",",
  seconds: "{n} seconds",
  minutes: "{n} minutes",
};
const text = createText(STRINGS);

function fakeElement() {
  const classes = new Set();
  const attributes = {};
  const listeners = {};
  return {
    textContent: "",
    hidden: true,
    value: 0,
    focused: false,
    attributes,
    classList: {
      contains: (name) => classes.has(name),
      toggle: (name, on) => (on ? classes.add(name) : classes.delete(name)),
    },
    setAttribute(name, value) {
      attributes[name] = value;
    },
    addEventListener(name, act) {
      listeners[name] = act;
    },
    matches() {
      return this.focused;
    },
    focus() {
      this.focused = true;
    },
    press: () => listeners.click(),
  };
}

function bar(press = () => {}) {
  const parts = {};
  for (const role of ["requirement", "tick", "progress", "bar", "saved", "mode", "complete"]) parts[role] = fakeElement();
  const footer = { ...fakeElement(), querySelector: (selector) => parts[/"(\w+)"/.exec(selector)[1]] };
  const view = createStatusView(footer, text, press);
  const show = (changes) =>
    view.show({
      mode: "normal",
      link: "lms",
      saved: "saved",
      finished: false,
      errors: [],
      mark: null,
      progress: { done: false, share: 0.5, key: "progress_watched", values: { percent: 45 } },
      ...changes,
    });
  return { parts, footer, show };
}

test("how far, and that it is saved", () => {
  const { parts, footer, show } = bar();
  show({});
  assert.equal(parts.progress.textContent, "45 % so far");
  assert.equal(parts.bar.value, 50);
  assert.equal(parts.bar.hidden, false);
  assert.equal(parts.tick.hidden, true);
  assert.equal(parts.saved.textContent, "Saved");
  assert.equal(parts.mode.textContent, "");
  assert.equal(footer.classList.contains("is-done"), false);
});

test("what counts is as built, unless the LMS asks for another mark", () => {
  const { parts, show } = bar();
  parts.requirement.textContent = "As built";
  show({});
  assert.equal(parts.requirement.textContent, "As built");
  show({ mark: 62.5 });
  assert.equal(parts.requirement.textContent, "At least 62,5 %");
  show({ mark: 0 });
  assert.equal(parts.requirement.textContent, "At least 0 %");
});

test("done: a tick, no bar, no button; said aloud only when it happens", () => {
  const { parts, footer, show } = bar();
  show({});
  parts.complete.focused = true;
  show({ finished: true });
  assert.equal(parts.progress.textContent, "Completed");
  assert.equal(parts.progress.attributes["aria-live"], "polite");
  assert.equal(parts.progress.focused, true, "the focus does not fall into nothing");
  assert.deepEqual([parts.tick.hidden, parts.bar.hidden, parts.complete.hidden], [false, true, true]);
  assert.ok(footer.classList.contains("is-done"));
  const again = bar();
  again.show({ finished: true });
  assert.equal(again.parts.progress.attributes["aria-live"], "off");
});

test("trouble is said aloud, and so is its end; nothing else is", () => {
  const { parts, footer, show } = bar();
  const live = () => parts.saved.attributes["aria-live"];
  show({});
  assert.equal(live(), "off");
  show({ saved: "failed" });
  assert.deepEqual([parts.saved.textContent, live()], ["Not saved, trying again", "polite"]);
  assert.ok(footer.classList.contains("not-saved"));
  show({});
  assert.deepEqual([parts.saved.textContent, live()], ["Saved", "polite"]);
  show({});
  assert.equal(live(), "off");
});

test("which mode it is, and what is not recorded is not called saved", () => {
  for (const [changes, mode, saved] of [
    [{ mode: "review" }, "Review", ""],
    [{ mode: "browse" }, "Preview", ""],
    [{ mode: "no-credit" }, "Not for credit", "Saved"],
    [{ link: "browser" }, "in this browser", ""],
    [{ link: "none" }, "not kept", ""],
    [{ link: "refused" }, "refused", ""],
  ]) {
    const { parts, show } = bar();
    show(changes);
    assert.deepEqual([parts.mode.textContent, parts.saved.textContent], [mode, saved]);
    assert.equal(parts.complete.hidden, Boolean(changes.mode), "a button only where it is recorded");
  }
});

test("what an LMS answered is there for whoever is asked for help", () => {
  const { footer, show } = bar();
  const errors = ["LMSCommit() answered false, error 101"];
  show({ errors });
  assert.equal(footer.title, "");
  show({ saved: "failed", errors });
  assert.equal(footer.title, errors[0]);
  show({ link: "refused", errors });
  assert.equal(footer.title, errors[0]);
});

test("the button is the learner's word", () => {
  let pressed = 0;
  const { parts } = bar(() => {
    pressed += 1;
  });
  parts.complete.press();
  assert.equal(pressed, 1);
});

test("time to go is never said shorter than it is", () => {
  assert.equal(duration(text, 0.2), "1 seconds");
  assert.equal(duration(text, 90), "90 seconds");
  assert.equal(duration(text, 90.5), "2 minutes");
  assert.equal(duration(text, 121), "3 minutes");
});

test("holes without a value stay, strings without a key are empty", () => {
  assert.equal(createText({ a: "{n} of {m}" })("a", { n: "{m}", m: 2 }), "{m} of 2");
  assert.equal(createText({ a: "{n}" })("a"), "{n}");
  assert.equal(createText({})("b"), "");
});
