// Reads [element, value, interaction] triples as JSON from standard input, and answers with three lists
// of verdicts, one for each reader of the table in JavaScript: the strict LMS's data model, the strict
// LMS itself, and the browser runtime. test_data_model.py holds Python's against them.

import { readFileSync } from "node:fs";
import { createDataModel } from "../../templates/preview/data_model.js";
import { createLms } from "../../templates/preview/strict_lms.js";
import { createAccepts } from "../../templates/runtime/cmi.js";

const { table, cases } = JSON.parse(readFileSync(0, "utf8"));
const model = createDataModel(table);
const runtime = createAccepts(table);

// A fresh session in which everything that the element needs before it has been set.
function played(element, value, interaction) {
  const { API } = createLms(table);
  API.LMSInitialize("");
  const [owner] = /^cmi\.[a-z_]+\.0/.exec(element) || [];
  if (owner) API.LMSSetValue(`${owner}.id`, "x");
  if (owner && interaction) API.LMSSetValue(`${owner}.type`, interaction);
  return API.LMSSetValue(element, value) === "true";
}

const verdicts = {
  model: cases.map((asked) => model.accepts(...asked)),
  lms: cases.map((asked) => played(...asked)),
  runtime: cases.map(([element, value]) => runtime(element, value)),
};
process.stdout.write(JSON.stringify(verdicts));
