"""Packages as other people's tools make them, each a function that gives its files."""

from __future__ import annotations

from tests.foreign.pieces import (
    DRIVER,
    FONT,
    METADATA,
    PNG,
    WRAPPER,
    Files,
    files,
    lom,
    manifest,
    one_sco,
    page,
    xsds,
)


def storyline() -> Files:
    """Articulate Storyline: identifiers made of the title, a short record, index_lms.html."""
    script = '<script src="lms/scormdriver.js"></script>\n'
    start = (
        "<script>function start() { SCORM_Initialize(); SCORM_SetCompleted(); }\n"
        "window.onbeforeunload = Unload; window.onunload = Unload;</script>\n"
    )
    frame = '<iframe id="content" src="story.html" onload="start()"></iframe>\n'
    content: Files = {
        "index_lms.html": page("5 Whys", script + start, frame, lang=""),
        "story.html": page(
            "5 Whys",
            '<link rel="stylesheet" href="html5/data/css/output.min.css">\n'
            '<script src="html5/lib/scripts/bootstrapper.min.js"></script>\n'
            '<script src="story_content/user.js"></script>\n',
            '<div id="preso"></div>\n',
        ),
        "lms/scormdriver.js": DRIVER,
        "lms/blank.html": b"<html><body></body></html>",
        "lms/goodbye.html": page("Goodbye", body="<p>You may close this window.</p>\n"),
        "html5/data/css/output.min.css": b"#preso{background:url(../../../mobile/6Dg7BlzeX5I.png)}",
        "html5/lib/scripts/bootstrapper.min.js": b'var paths=["story_content/5p625LXt0tq.mp3"];',
        "story_content/user.js": b"function ExecuteScript(id){}",
        "story_content/5p625LXt0tq.mp3": b"ID3\3\0\0\0\0\0\0",
        "mobile/6Dg7BlzeX5I.png": PNG,
        "meta.xml": b'<?xml version="1.0"?><meta><title>5 Whys</title></meta>',
    }
    body = METADATA % lom("5 Whys") + one_sco(
        "5_Whys,_or_more_(a_method)_ORG",
        "5_Whys,_or_more_(a_method)_SCO",
        "_6FKw7WW3NW1_course_id_RES",
        "5 Whys",
        "index_lms.html",
        content,
        "<adlcp:masteryscore>80</adlcp:masteryscore>",
    )
    return {"imsmanifest.xml": manifest("_6FKw7WW3NW1_course_id", body)} | content | xsds()


def rise() -> Files:
    """Articulate Rise: a driver page that frames a web app; the manifest lists everything."""
    content: Files = {
        "scormdriver/indexAPI.html": page(
            "Safety at work",
            '<script src="scormdriver.js"></script>\n<script src="driverOptions.js"></script>\n',
            '<iframe id="content-frame" src="../scormcontent/index.html"></iframe>\n',
        ),
        "scormdriver/scormdriver.js": DRIVER + b"Start();\nwindow.addEventListener('pagehide', "
        b"Unload);\n",
        "scormdriver/driverOptions.js": b"var strLMSStandard = 'SCORM';",
        "scormcontent/index.html": page(
            "Safety at work",
            '<link rel="stylesheet" href="lib/main.bundle.css">\n',
            '<div id="app"></div>\n<script src="lib/main.bundle.js"></script>\n',
        ),
        "scormcontent/lib/main.bundle.css": b"@font-face{font-family:icomoon;"
        b"src:url(icomoon.woff)}",
        "scormcontent/lib/main.bundle.js": b'!function(){"use strict";var e=window.parent;'
        b'try{e.SCORM_SetCompleted()}catch(t){}fetch("assets/course.json")}();',
        "scormcontent/lib/icomoon.woff": FONT,
        "scormcontent/assets/course.json": b"{}",
        "scormcontent/assets/cover.png": PNG,
    }
    body = METADATA % "" + one_sco(
        "articulate_rise", "i1", "r1", "Safety at work", "scormdriver/indexAPI.html", content
    )
    return {"imsmanifest.xml": manifest("rise_5QpVd2", body)} | content | xsds()


def captivate() -> Files:
    """Adobe Captivate: scripts in the root, document.write, what is saved on unload only."""
    content: Files = {
        "index.html": b"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>Forklift basics</title>
<script src="standard.js"></script><script src="assets/js/CPM.js"></script>
<script src="SCORM_utilities.js"></script>
</head><body onload="initializeCP()"><div id="main_container"></div>
<noscript>JavaScript is needed.</noscript></body></html>""",
        "standard.js": b"var Utils = {}; window.onunload = function () { doLMSFinish(); };\n"
        b"document.write('<style>body{margin:0}</style>');",
        "SCORM_utilities.js": b"""
function findAPI(win) {
    var n = 0;
    while (win.API == null && win.parent != null && win.parent != win && ++n < 7) win = win.parent;
    return win.API;
}
var api = null;
function initializeCP() { api = findAPI(window); api.LMSInitialize(""); }
function setStatus(s) { api.LMSSetValue("cmi.core.lesson_status", s); api.LMSCommit(""); }
function doLMSFinish() { api.LMSFinish(""); }
""",
        "assets/js/CPM.js": b"var cp={};cp.D={images:['dr/img1.png']};setStatus('incomplete');",
        "dr/img1.png": PNG,
        "project.txt": b'{"metadata":{"title":"Forklift basics"}}',
    }
    body = METADATA % "" + one_sco(
        "Course_ID1_ORG",
        "SCO_ID1",
        "SCO_ID1_RES",
        "Forklift basics",
        "index.html",
        content,
        "<adlcp:masteryscore>80</adlcp:masteryscore>",
    )
    return {"imsmanifest.xml": manifest("Course_ID1", body)} | content | xsds()


def ispring() -> Files:
    """iSpring: a player in res/, a page that only frames it; API calls in a packed script."""
    content: Files = {
        "res/index.html": page(
            "Onboarding",
            '<script src="lms.js"></script>\n<script src="data/player.js"></script>\n',
            '<div id="playerView"></div>\n<img src="data/img0.png" alt="">\n',
        ),
        "res/lms.js": b"(function(){function e(e){for(var t=0;!e.API&&e.parent&&e.parent!=e&&t<10;"
        b't++)e=e.parent;return e.API}var t=e(window);t&&t.LMSInitialize("");window.lms={done:'
        b'function(){t.LMSSetValue("cmi.core.lesson_status","completed");t.LMSCommit("")}};'
        b'window.addEventListener("beforeunload",function(){t.LMSFinish("")});'
        b'window.addEventListener("pagehide",function(){t.LMSFinish("")})})();',
        "res/data/player.js": b'window.startPlayer=function(){return "data/img0.png"};',
        "res/data/img0.png": PNG,
    }
    body = METADATA % "" + one_sco(
        "ORG-1C2D", "ITEM-1C2D", "RES-1C2D", "Onboarding", "res/index.html", content
    )
    return {"imsmanifest.xml": manifest("ispring_presentation_1C2D", body)} | content | xsds()


def exelearning() -> Files:
    """A course of eXeLearning 2: no version, a record of another LOM, XSDs named and not there."""
    content: Files = {
        "index.html": page(
            "Listening",
            '<link rel="stylesheet" href="content.css">\n<script src="exe_jquery.js"></script>\n'
            '<script src="SCORM_API_wrapper.js"></script>\n'
            '<script src="SCOFunctions.js"></script>\n',
            '<p><img src="icon_ask.png" alt=""></p>\n',
        ).replace(b"<body>", b'<body onload="loadPage()" onunload="unloadPage()">'),
        "exe_jquery.js": b"window.$ = function () {};",
        "SCORM_API_wrapper.js": WRAPPER,
        "SCOFunctions.js": b"function loadPage() { wrapper.init(); wrapper.status('incomplete') }\n"
        b"function unloadPage() { wrapper.status('completed'); wrapper.save(); wrapper.quit(); }",
    }
    common: Files = {
        "content.css": b"body { font-family: sans-serif }",
        "icon_ask.png": PNG,
        "contentv3.xml": b'<?xml version="1.0"?><instance/>',
        "content.xsd": b'<?xml version="1.0"?><xs:schema '
        b'xmlns:xs="http://www.w3.org/2001/XMLSchema"/>',
        "imslrm.xml": b'<?xml version="1.0"?>\n<lom xmlns="http://www.imsglobal.org/xsd/imsmd_v1p2">'
        b"<general><title><langstring>Listening</langstring></title></general></lom>",
    }
    body = (
        METADATA % "<adlcp:location>imslrm.xml</adlcp:location>"
        + f"""<organizations default="eXe65f9a56">
<organization identifier="eXe65f9a56" structure="hierarchical"><title>Listening</title>
<item identifier="ITEM-eXe65f9a57" isvisible="true" identifierref="RES-eXe65f9a58">
<title>Listening</title></item></organization></organizations>
<resources><resource identifier="RES-eXe65f9a58" type="webcontent" adlcp:scormtype="sco"
 href="index.html">{files(content)}<dependency identifierref="COMMON_FILES"/></resource>
<resource identifier="COMMON_FILES" type="webcontent" adlcp:scormtype="asset">
{files(common)}</resource></resources>"""
    )
    more = ' xmlns:imsmd="http://www.imsglobal.org/xsd/imsmd_v1p2"'
    root = manifest("eXe65f9a55", body, version="", more=more)
    return {"imsmanifest.xml": root} | content | common


def adapt() -> Files:
    """Adapt with its plugin for SCORM: the launch page is listed, of the rest hardly anything."""
    content: Files = {
        "index_lms.html": page(
            "Course",
            '<link rel="stylesheet" href="adapt.css">\n<script src="libraries/modernizr.js">'
            "</script>\n",
            '<div id="wrapper"></div>\n<script src="adapt/js/adapt.min.js"></script>\n',
        ),
        "adapt.css": b"@font-face{font-family:vanilla;src:url(fonts/vanilla.woff)}",
        "fonts/vanilla.woff": FONT,
        "libraries/modernizr.js": b"window.Modernizr={};",
        "adapt/js/adapt.min.js": WRAPPER
        + b"fetch('course/en/course.json').then(function(){wrapper.init();"
        b"wrapper.status('incomplete');wrapper.save();});"
        b"document.addEventListener('visibilitychange',wrapper.save);"
        b"window.addEventListener('pagehide',wrapper.quit);"
        b"console.log('adapt');",
        "course/en/course.json": b'{"_id":"course","title":"Course"}',
        "course/config.json": b"{}",
    }
    listed = ["index_lms.html", "adapt.css", "adapt/js/adapt.min.js"]
    body = METADATA % "" + one_sco(
        "adapt_scorm", "item_1", "res_1", "Course", "index_lms.html", listed
    )
    return {"imsmanifest.xml": manifest("adapt_manifest", body)} | content | xsds()


def tour() -> Files:
    """A tool for panoramas, after Rustici's template: blanks in names, as they are in hrefs."""
    content: Files = {
        "index.htm": page(
            "Vans",
            '<link rel="stylesheet" href="fonts.css">\n<script src="scorm.js"></script>\n'
            '<script src="lib/tdvplayer.js"></script>\n',
            '<div id="viewer"></div>\n',
        ),
        "fonts.css": b'@font-face{font-family:Roboto;src:url("fonts/Roboto Black.woff")}',
        "fonts/Roboto Black.woff": FONT,
        "scorm.js": WRAPPER + b"wrapper.init();wrapper.status('completed');wrapper.save();"
        b"window.addEventListener('beforeunload',function(){wrapper.quit();});",
        "lib/tdvplayer.js": b"var media=['media/panorama_t.jpg'];",
        "media/panorama_t.jpg": b"\xff\xd8\xff\xe0" + b"\0" * 20,
    }
    body = METADATA % "" + one_sco("tdv", "i1", "r1", "Vans", "index.htm", content)
    root = manifest(
        "com.scorm.manifesttemplates.scorm12",
        body,
        version=' version="1"',
        prolog="<?xml version='1.0' ?>",
    )
    return {"imsmanifest.xml": root} | content
