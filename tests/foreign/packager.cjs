// Packs a small course as simple-scorm-packager does: node packager.cjs NODE_MODULES FOLDER
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const [modules, folder] = process.argv.slice(2);
const packager = require(path.join(modules, "simple-scorm-packager"));

const source = path.join(folder, "course");
fs.mkdirSync(source);
fs.writeFileSync(
  path.join(source, "index.html"),
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Hello</title>' +
    '<meta name="viewport" content="width=device-width"><script src="course.js"></script></head>' +
    "<body>Hello</body></html>",
);
fs.writeFileSync(
  path.join(source, "course.js"),
  'var api = window.parent.API; api.LMSInitialize(""); ' +
    'api.LMSSetValue("cmi.core.lesson_status", "completed"); api.LMSCommit(""); ' +
    'window.addEventListener("pagehide", function () { api.LMSFinish(""); });',
);
packager(
  {
    version: "1.2",
    organization: "Test Company",
    title: "Hello",
    language: "en",
    masteryScore: 80,
    startingPage: "index.html",
    source,
    package: {
      zip: true,
      name: "Hello",
      author: "A. Author",
      outputFolder: folder,
      date: "2026-01-01",
      description: "A small course",
    },
  },
  () => {},
);
