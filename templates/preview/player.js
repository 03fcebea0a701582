// Plays one SCO in the strict LMS, or in another one, and shows a test what the LMS saw.
//
//   window.player.launch({ sco, ... })   finds the LMS at window.API and opens the SCO in the frame
//       sco      its address, of this origin
//       title    of the page and the frame
//       lms      "strict" or "scorm-again"; script: where its scorm12.min.js is
//       profile  a name of profiles.js
//       record   what an earlier launch left
//       keep     a name: the record is kept in this tab's session storage under it, and found there
//       mode, credit, entry, student, launch: as in strict_lms.js
//   window.player.leave()     as an LMS leaves: the frame goes to another page
//   window.player.log()       the calls so far          window.player.snapshot()  the values
//   window.player.record()    what is committed; hand it to the next launch
//   window.player.finished()  whether the session was ended
//
// The page's own query launches too: player.html?sco=/package/x/index.html&mode=review&keep=x, with
// data, masteryScore, maxTimeAllowed and timeLimitAction for what the manifest says.

import { PROFILES } from "./profiles.js";
import { createScormAgain } from "./scorm_again.js";
import { createLms } from "./strict_lms.js";

const FROM_MANIFEST = ["data", "masteryScore", "maxTimeAllowed", "timeLimitAction"];
const frame = document.getElementById("sco");
let lms = null;

async function launch(options) {
  const sco = inside(options.sco);
  const stored = options.keep && sessionStorage.getItem(`record ${options.keep}`);
  const record = options.record || (stored ? JSON.parse(stored) : null);
  const settings = { ...options, record, now: () => Math.round(performance.now()) };
  if (options.lms === "scorm-again") {
    const script = inside(options.script || "/scorm-again/scorm12.min.js");
    lms = await createScormAgain(script, settings);
  } else {
    const profile = PROFILES[options.profile || "strict"];
    if (!profile) throw new Error(`no profile ${options.profile}: ${Object.keys(PROFILES)}`);
    const table = await (await fetch("/cmi.json")).json();
    lms = createLms(table, { ...settings, profile, onChange: () => store(options.keep) });
  }
  window.API = lms.API;
  if (options.title) document.title = frame.title = options.title;
  frame.src = sco;
}

// An address of this origin, so that a link to this page cannot run a script of its own.
function inside(address) {
  const url = new URL(address, location.href);
  if (url.origin !== location.origin) throw new Error(`${address} is not of this server`);
  return url.href;
}

function store(name) {
  if (name) sessionStorage.setItem(`record ${name}`, JSON.stringify(lms.record()));
}

function leave() {
  return new Promise((resolve) => {
    frame.addEventListener("load", () => setTimeout(resolve, 0), { once: true });
    frame.src = "about:blank";
  });
}

window.player = {
  launch,
  leave,
  log: () => lms.log,
  snapshot: () => lms.snapshot(),
  record: () => lms.record(),
  finished: () => lms.isFinished(),
};

const query = Object.fromEntries(new URLSearchParams(location.search));
if (query.sco) {
  const said = FROM_MANIFEST.filter((name) => name in query).map((name) => [name, query[name]]);
  await launch({ ...query, launch: Object.fromEntries(said) });
}
