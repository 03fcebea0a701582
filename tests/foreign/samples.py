"""Packages made by hand, by small tools and by the tests of LMSs, each by a function."""

from __future__ import annotations

from tests.foreign.pieces import (
    ADLCP,
    CP,
    MD,
    METADATA,
    PNG,
    WRAPPER,
    Files,
    files,
    manifest,
    one_sco,
    page,
    xsds,
)


def template() -> Files:
    """Made by hand of a driver's template: Windows' encoding, one file listed, no record there."""
    content: Files = {
        "index.html": page("Revista", '<script src="scripts/scorm.api.min.js"></script>\n'),
        "scripts/scorm.api.min.js": WRAPPER + b"wrapper.init();wrapper.status('completed');"
        b"wrapper.save();window.addEventListener('pagehide',wrapper.quit);",
        "img/cover.png": PNG,
    }
    body = METADATA % "<adlcp:location>metadata.xml</adlcp:location>" + one_sco(
        "ORG_01", "ITEM_01", "RES_01", "Revista", "index.html", ["scripts/scorm.api.min.js"]
    )
    root = manifest(
        "SCORMDriverTemplate",
        body,
        version=' version="1"',
        prolog='<?xml version="1.0" encoding="WINDOWS-1252"?>',
    )
    return {"imsmanifest.xml": root} | content


def bare() -> Files:
    """Made by hand of the shortest template: a launch page, and no list of files at all."""
    content: Files = {
        "index.html": page("Health", '<script src="js/scorm.js"></script>\n'),
        "js/scorm.js": WRAPPER + b"wrapper.init();wrapper.status('completed');wrapper.save();"
        b"window.addEventListener('pagehide',wrapper.quit);",
    }
    body = METADATA % "" + one_sco("B0", "IS12", "RS12", "Health", "index.html", [])
    root = manifest("SingleCourse", body, version=' version="1"')
    return {"imsmanifest.xml": root} | content | xsds()


def exercises() -> Files:
    """After Hot Potatoes: no schema, titles in references to characters, an index before SCOs."""
    content: Files = {
        "index.htm": page("Index", body='<p><a href="match.htm">Match</a></p>\n'),
        "match.htm": page("Match", '<script src="scorm.js"></script>\n'),
        "scorm.js": WRAPPER + b"wrapper.init();wrapper.status('completed');wrapper.save();"
        b"window.onunload = function () { wrapper.quit(); };",
    }
    body = f"""<metadata><imsmd:lom xmlns:imsmd="{MD}"><imsmd:general><imsmd:identifier/>
<imsmd:title><imsmd:langstring xml:lang="en"></imsmd:langstring></imsmd:title></imsmd:general>
</imsmd:lom></metadata>
<organizations default="ORG-1"><organization identifier="ORG-1" structure="hierarchical">
<title>Organization</title>
<item identifier="ITEM-1" identifierref="RES-1" isvisible="true"><title></title></item>
<item identifier="ITEM-2" identifierref="RES-2" isvisible="true"><title>&#x95B1;&#x8B80;</title>
</item></organization></organizations>
<resources><resource identifier="RES-1" type="webcontent" adlcp:scormtype="asset" href="index.htm">
{files(["index.htm"])}</resource>
<resource identifier="RES-2" type="webcontent" adlcp:scormtype="sco" href="match.htm">
{files(["match.htm"])}</resource></resources>"""
    return {"imsmanifest.xml": manifest("MANIFEST-1", body, version="")} | content


def golf() -> Files:
    """The well-known sample of several SCOs: one launch page, told by its address what to show."""
    content: Files = {
        "shared/launchpage.html": page(
            "Lesson",
            '<script src="wrapper.js"></script>\n<script src="launch.js"></script>\n',
            '<iframe id="contentFrame"></iframe>\n',
        ),
        "shared/wrapper.js": WRAPPER,
        "shared/launch.js": b"var show = location.search.replace('?content=', '');\n"
        b"window.onload = function () { wrapper.init();\n"
        b"  document.getElementById('contentFrame').src = '../' + show + '/start.html'; };\n"
        b"window.onpagehide = function () { wrapper.status('completed'); wrapper.save();\n"
        b"  wrapper.quit(); };",
        "playing/start.html": page("Playing", body='<img src="par.png" alt="The course">\n'),
        "playing/par.png": PNG,
        "etiquette/start.html": page("Etiquette", body="<p>Be quiet.</p>\n"),
    }
    units = {"playing": "Playing the game", "etiquette": "Etiquette"}
    items = "".join(
        f'<item identifier="{name}_item" identifierref="{name}_resource"><title>{title}</title>'
        f"</item>\n"
        for name, title in units.items()
    )
    resources = "".join(
        f'<resource identifier="{name}_resource" type="webcontent" adlcp:scormtype="sco" '
        f'href="shared/launchpage.html?content={name}">\n'
        f"{files(one for one in content if one.startswith(name))}"
        f'<dependency identifierref="common_files"/></resource>\n'
        for name in units
    )
    common = files(one for one in content if one.startswith("shared/"))
    body = f"""{METADATA % ""}<organizations default="golf"><organization identifier="golf">
<title>Golf</title>
{items}</organization></organizations>
<resources>
{resources}<resource identifier="common_files" type="webcontent" adlcp:scormtype="asset">
{common}</resource></resources>"""
    return {"imsmanifest.xml": manifest("com.example.golf", body)} | content | xsds()


def generated() -> Files:
    """Made by a script as chat programs write them: no XSDs, everything in one page."""
    script = b"""
let api = null;
function findAPI(win) {
  let tries = 0;
  while (win.API == null && win.parent != null && win.parent != win) {
    tries++;
    if (tries > 7) return null;
    win = win.parent;
  }
  return win.API;
}
function initSCORM() {
  api = findAPI(window);
  if (!api && window.opener) api = findAPI(window.opener);
  if (api) {
    api.LMSInitialize("");
    const status = api.LMSGetValue("cmi.core.lesson_status");
    if (status === "not attempted") api.LMSSetValue("cmi.core.lesson_status", "incomplete");
  }
}
function finish(score) {
  if (!api) { alert("No LMS found"); return; }
  api.LMSSetValue("cmi.core.score.raw", String(score));
  api.LMSSetValue("cmi.core.lesson_status", score >= 80 ? "passed" : "failed");
  api.LMSCommit("");
}
window.addEventListener("load", initSCORM);
window.addEventListener("beforeunload", () => { if (api) api.LMSFinish(""); });
"""
    content: Files = {
        "index.html": page(
            "Phishing",
            '<link rel="stylesheet" href="styles.css">\n'
            '<link rel="stylesheet" href="https://fonts.googleapis.com/css2?family=Inter">\n',
            '<button onclick="finish(100)">Done</button>\n<script src="scorm.js"></script>\n',
        ),
        "styles.css": b"body { font-family: Inter, sans-serif }",
        "scorm.js": script,
    }
    body = METADATA % "" + one_sco("ORG-1", "ITEM-1", "RES-1", "Phishing", "index.html", content)
    return {"imsmanifest.xml": manifest("phishing-2026", body)} | content


def sphinx() -> Files:
    """A builder for Sphinx: a folder in the menu, a player that is told its pages by a script."""
    content: Files = {
        "index.html": b'<head>\n<link rel="stylesheet" href="https://cdn.jsdelivr.net/npm/'
        b'bootstrap-icons@1.10.2/font/bootstrap-icons.css">\n<link rel="icon" href="favicon.ico">'
        b'<link href="style-player.css" rel="stylesheet"></head>\n<div id="main"><iframe '
        b'id="main-iframe" data-content-url=""></iframe></div>\n<script defer src="bundle.js">'
        b"</script>",
        "bundle.js": WRAPPER + b"wrapper.init();wrapper.status('completed');wrapper.save();"
        b"window.addEventListener('unload',function(){wrapper.quit()});",
        "style-player.css": b"#main { height: 100% }",
        "favicon.ico": b"\0\0\1\0\1\0" + b"\0" * 16,
    }
    body = f"""{METADATA % ""}<organizations default="sphinx_org">
<organization identifier="sphinx_org"><title>Course</title>
<item identifier="home_page"><title>Programming</title>
<item identifier="index_id" identifierref="index"><title>Contents</title></item></item>
</organization></organizations>
<resources><resource identifier="index" type="webcontent" href="index.html"
 adlcp:scormtype="sco">
{files(content)}</resource></resources>"""
    return {"imsmanifest.xml": manifest("sphinx", body)} | content | xsds()


def from_a_mac() -> Files:
    """The folder of a course, zipped in Finder as it stands, with what Finder adds."""
    made = {f"Phishing/{name}": data for name, data in generated().items()}
    return made | {
        "Phishing/.DS_Store": b"\0\0\0\1Bud1",
        "__MACOSX/._Phishing": b"\0\5\x16\7",
        "__MACOSX/Phishing/._index.html": b"\0\5\x16\7",
    }


def openedx_sample() -> Files:
    """As in the tests of Open edX's block: a root and no more, and a script that reports."""
    return {
        "imsmanifest.xml": b"<manifest/>",
        "index.html": b"<html><script src='js/driver.js'></script></html>",
        "js/driver.js": b"function report() { SetValue('cmi.core.lesson_status', 'completed'); }",
    }


def scormhost_sample() -> Files:
    """As in the tests of scormhost: a manifest of the bare necessities, and a page of one word."""
    root = f"""<?xml version="1.0"?>
<manifest identifier="demo" xmlns="{CP}" xmlns:adlcp="{ADLCP}">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="ORG"><organization identifier="ORG"><title>Demo</title>
    <item identifier="I1" identifierref="R1"><title>Lesson</title></item>
  </organization></organizations>
  <resources><resource identifier="R1" type="webcontent" adlcp:scormtype="sco" href="index.html">
    <file href="index.html"/></resource></resources>
</manifest>"""
    return {"imsmanifest.xml": root.encode(), "index.html": b"<html><body>Hello</body></html>"}
