// Plays one SCO in the strict LMS, or in another one, and shows a test what the LMS saw.
//
//   window.player.launch({ sco, lms: "strict" | "scorm-again", record, mode, credit, entry, launch })
//   window.player.leave()     as an LMS leaves: the frame goes to another page
//   window.player.log()       the calls so far          window.player.snapshot()  the values
//   window.player.record()    what is committed; hand it to the next launch
//   window.player.finished()  whether the session was ended

import { createLms } from "./strict_lms.js";

const frame = document.getElementById("sco");
let lms = null;

async function strict(options) {
  const table = await (await fetch("/cmi.json")).json();
  lms = createLms(table, { ...options, now: () => Math.round(performance.now()) });
  window.API = lms.API;
}

// npm's scorm-again as a second opinion: the same calls, judged by somebody else's data model.
async function again(options) {
  await new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "/scorm-again/scorm12.min.js";
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
  const api = new window.Scorm12API({ autocommit: false, lmsCommitUrl: false, logLevel: 5 });
  if (options.record) api.loadFromJSON(options.record.cmi, "cmi");
  const log = [];
  let over = false;
  for (const call of ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit"]) {
    const original = api[call].bind(api);
    api[call] = (...args) => {
      const result = String(original(...args));
      const error = String(api.LMSGetLastError());
      log.push({ n: log.length + 1, at: Math.round(performance.now()), call, args, result, error });
      if (call === "LMSFinish" && result === "true") over = true;
      return result;
    };
  }
  const cmi = () => JSON.parse(JSON.stringify(api.cmi));
  lms = { log, snapshot: cmi, record: () => ({ cmi: cmi() }), isFinished: () => over };
  window.API = api;
}

window.player = {
  async launch(options) {
    await (options.lms === "scorm-again" ? again : strict)(options);
    frame.src = options.sco;
  },
  leave() {
    return new Promise((resolve) => {
      frame.addEventListener("load", () => setTimeout(resolve, 0), { once: true });
      frame.src = "about:blank";
    });
  },
  log: () => lms.log,
  snapshot: () => lms.snapshot(),
  record: () => lms.record(),
  finished: () => lms.isFinished(),
};
