// The bar at the foot of a unit: what counts, how far the learner is, whether it is saved.

import { decimal, duration } from "./strings.js";

const MODES = { review: "mode_review", browse: "mode_browse", "no-credit": "mode_no_credit" };
const LINKS = { browser: "no_lms", none: "no_lms_no_store", refused: "lms_refused" };
const SAVED = { saved: "saved", failed: "not_saved" };

// `footer` is #unit-status; `press()` is called when the learner says that the unit is done.
export function createStatusView(footer, text, press) {
  const part = (role) => footer.querySelector(`[data-role="${role}"]`);
  const roles = ["requirement", "tick", "progress", "bar", "saved", "mode"];
  const [requirement, tick, progress, bar, saved, mode] = roles.map(part);
  const button = part("complete");
  if (button) button.addEventListener("click", press);
  let unfinished = false;

  function show(view) {
    const { finished, progress: measured, link } = view;
    const recorded = view.mode === "normal";
    footer.classList.toggle("is-done", finished);
    tick.hidden = !finished;
    if (view.mark !== null && requirement) {
      write(requirement, text("to_complete_passed", { percent: decimal(text, view.mark) }));
    }
    // Said aloud when it happens, not when a finished unit is opened again.
    progress.setAttribute("aria-live", finished && unfinished ? "polite" : "off");
    write(progress, finished ? text("completed") : say(measured));
    unfinished = !finished;
    bar.hidden = finished || measured.share === null;
    bar.value = Math.floor(100 * (measured.share || 0));
    if (button) {
      // A button that goes away leaves the focus to what it has done.
      if (finished && button.matches(":focus")) focus(progress);
      button.hidden = finished || !recorded;
    }
    write(mode, text(MODES[view.mode] || LINKS[link] || ""));
    // What went wrong is of use to whoever the learner asks for help.
    const trouble = view.saved === "failed" || link === "refused" ? view.errors.slice(-3) : [];
    footer.title = trouble.join("\n");
    showSaved(view.mode === "review" || view.mode === "browse" || link !== "lms" ? "" : view.saved);
  }

  function say({ key, values }) {
    if (!("left" in values)) return text(key, values);
    return text(key, { left: duration(text, values.left) });
  }

  // A screen reader hears of trouble and of its end; that all is well again every ten seconds would
  // only be in the way.
  function showSaved(state) {
    const failed = state === "failed";
    const recovered = footer.classList.contains("not-saved") && state === "saved";
    saved.setAttribute("aria-live", failed || recovered ? "polite" : "off");
    footer.classList.toggle("not-saved", failed);
    write(saved, text(SAVED[state] || ""));
  }

  return { show };
}

function focus(element) {
  element.tabIndex = -1;
  element.focus();
}

// Writing what stands there already would make some screen readers say it again.
function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}
