// Where the runtime meets the browser. This is the only module that touches window, document and
// the clock; it runs in the head of the page, so that the LMS hears of the launch at once.

import { table } from "virtual:cmi";
import { units } from "virtual:units";
import { followAnchors } from "./anchors.js";
import { createAccepts } from "./cmi.js";
import { findApi } from "./find_api.js";
import { onKey, onSwipe } from "./gestures.js";
import { connect } from "./lms/connect.js";
import { createOnScreen } from "./on_screen.js";
import { unfoldForPrint } from "./paper.js";
import { createSession } from "./session.js";
import { createStatusView } from "./status_view.js";
import { createText } from "./strings.js";
import { createTracker } from "./tracker.js";
import * as plain from "./units/plain.js";

// Who listens or watches is not idle either.
const ACTIVITY = [
  "pointerdown",
  "pointermove",
  "keydown",
  "wheel",
  "touchstart",
  "scroll",
  "timeupdate",
];
const TICK = 1000;

function now() {
  return Date.now();
}

function after(milliseconds, act) {
  const timer = window.setTimeout(act, milliseconds);
  return () => window.clearTimeout(timer);
}

// HH:MM:SS where the learner is; the form of its beginning is fixed by ECMAScript.
function hour(milliseconds) {
  return new Date(milliseconds).toTimeString().slice(0, 8);
}

function isVisible() {
  return document.visibilityState === "visible";
}

// Where a browser does not say so itself, the list of what it shows does.
function showsPdf({ pdfViewerEnabled, mimeTypes }) {
  if (typeof pdfViewerEnabled === "boolean") return pdfViewerEnabled;
  return Boolean(mimeTypes && mimeTypes["application/pdf"]);
}

function launch(data) {
  const type = units[data.type] || plain;
  const core = type.createCore({ body: data.body, key: data.key, now, random: Math.random });
  const tracker = createTracker({ completion: data.completion, core, now });
  const lms = connect({
    api: findApi(window),
    accepts: createAccepts(table),
    storage: () => window.localStorage,
    name: `scorm-builder/${data.course}/${data.unit}`,
  });
  // Content in a frame of this page climbs past it to the LMS, unless it finds something here.
  if (type.createStandIn) window.API = window.API_1484_11 = type.createStandIn();
  let refresh = () => {};
  const { unit, interactions } = data;
  const session = createSession({
    lms,
    tracker,
    reports: type.createReports ? type.createReports({ lms, core, unit, interactions, hour }) : null,
    now,
    after,
    unit: data,
    tell: () => refresh(),
  });
  const whenVisible = [];
  const beforeSave = [];

  function collect() {
    for (const look of beforeSave) {
      if (look()) session.note();
    }
  }

  // While time is part of what counts, every second is news.
  let stopTicking = () => {};
  function tick() {
    stopTicking();
    if (isVisible() && tracker.isCounting()) {
      stopTicking = after(TICK, () => {
        session.update();
        tick();
      });
    }
  }

  function follow() {
    tracker.show(isVisible());
    for (const look of whenVisible) look();
    tick();
    if (!isVisible()) {
      collect();
      session.hide();
    }
  }

  function press() {
    tracker.press();
    session.update();
  }

  function onTouch(target) {
    for (const event of ACTIVITY) {
      target.addEventListener(event, session.touch, { passive: true, capture: true });
    }
  }

  function ready() {
    const text = createText(data.strings);
    const footer = document.getElementById("unit-status");
    const status = createStatusView(footer, text, press);
    refresh = () => status.show(session.view());
    refresh();
    type.bind(core, document.getElementById("unit"), {
      text,
      isVisible,
      after,
      refresh: () => refresh(),
      changed: session.update,
      recorded: () => session.view().score,
      touched: session.touch,
      press,
      onTouch,
      onMessage: (act) => window.addEventListener("message", act),
      onVisible: (look) => whenVisible.push(look),
      onSave: (look) => beforeSave.push(look),
      onScreen: createOnScreen(window, footer.offsetHeight),
      onKey: (act) => onKey(document, act),
      onAnchor: (open) => followAnchors(window, document, open),
      onSwipe: (element, act) => onSwipe(window, element, act),
      goTo(element) {
        // A link to a heading is the learner's wish; it comes before our memory.
        if (window.location.hash.length > 1) return;
        window.history.scrollRestoration = "manual";
        element.scrollIntoView({ behavior: "instant", block: "start" });
      },
      showsPdf: showsPdf(window.navigator),
      rightToLeft: document.documentElement.dir === "rtl",
    });
    follow();
  }

  session.start();
  unfoldForPrint(window, document);
  onTouch(document);
  document.addEventListener("visibilitychange", follow);
  window.addEventListener("pagehide", (event) => {
    tracker.show(false);
    collect();
    if (event.persisted) session.freeze();
    else session.leave();
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    // After LMSFinish nothing can be said any more: begin anew.
    if (session.isClosed()) window.location.reload();
    session.thaw();
    follow();
  });
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", ready, { once: true });
  } else {
    ready();
  }
}

document.documentElement.classList.replace("no-js", "js");
launch(JSON.parse(document.getElementById("unit-data").textContent));
