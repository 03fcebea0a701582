// npm's scorm-again as a second opinion: the same calls, judged by somebody else's data model. It
// gives what createLms gives, but that record and snapshot are in its own form.

// `script` is the address of its scorm12.min.js; `options` as those of createLms.
export async function createScormAgain(script, options) {
  await load(script);
  const api = new window.Scorm12API({ autocommit: false, lmsCommitUrl: false, logLevel: 5 });
  const { record, mode, credit, entry, launch = {}, now } = options;
  if (record) api.loadFromJSON(record.cmi, "cmi");
  const core = { lesson_mode: mode, credit, entry };
  const given = Object.entries(core).filter(([, value]) => value !== undefined);
  if (given.length > 0) api.loadFromJSON({ core: Object.fromEntries(given) }, "cmi");
  if (launch.data) api.loadFromJSON({ launch_data: launch.data }, "cmi");
  if (launch.masteryScore) {
    api.loadFromJSON({ student_data: { mastery_score: launch.masteryScore } }, "cmi");
  }

  const log = [];
  let over = false;
  for (const call of ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit"]) {
    const original = api[call].bind(api);
    api[call] = (...args) => {
      const result = String(original(...args));
      const error = String(api.LMSGetLastError());
      log.push({ n: log.length + 1, at: now(), call, args, result, error });
      if (call === "LMSFinish" && result === "true") over = true;
      return result;
    };
  }
  const cmi = () => JSON.parse(JSON.stringify(api.cmi));
  return { API: api, log, snapshot: cmi, record: () => ({ cmi: cmi() }), isFinished: () => over };
}

function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = () => reject(new Error(`no scorm-again at ${address}`));
    document.head.append(script);
  });
}
