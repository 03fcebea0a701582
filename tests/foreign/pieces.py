"""What packages of other people's tools are made of: manifests, pages and scripts like theirs.

Written anew after what such packages hold, with the habits of their makers and none of their text.
"""

from __future__ import annotations

from collections.abc import Iterable

from scorm_builder.spec.schema import control_documents

Files = dict[str, bytes]

CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
MD = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
LOCATIONS = f"{CP} imscp_rootv1p1p2.xsd {MD} imsmd_rootv1p2p1.xsd {ADLCP} adlcp_rootv1p2.xsd"
METADATA = "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion>%s</metadata>"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 25
FONT = b"wOFF" + b"\0" * 40


def xsds() -> Files:
    """The control documents, as most tools put them into the root."""
    return dict(control_documents())


def manifest(
    identifier: str,
    body: str,
    *,
    version: str = ' version="1.0"',
    more: str = "",
    prolog: str = '<?xml version="1.0" encoding="utf-8"?>',
) -> bytes:
    """A manifest with the usual root, and what stands in it."""
    root = (
        f'<manifest identifier="{identifier}"{version} xmlns="{CP}" xmlns:adlcp="{ADLCP}" '
        f'xmlns:xsi="{XSI}" xsi:schemaLocation="{LOCATIONS}"{more}>'
    )
    return f"{prolog}\n{root}\n{body}\n</manifest>\n".encode()


def files(names: Iterable[str]) -> str:
    """Entries of a resource."""
    return "".join(f'<file href="{name}"/>\n' for name in names)


def one_sco(
    org: str,
    item: str,
    resource: str,
    title: str,
    href: str,
    names: Iterable[str],
    inside: str = "",
) -> str:
    """The organization and the resource of a package of one SCO."""
    return f"""<organizations default="{org}">
<organization identifier="{org}"><title>{title}</title>
<item identifier="{item}" identifierref="{resource}" isvisible="true"><title>{title}</title>{inside}
</item></organization></organizations>
<resources><resource identifier="{resource}" type="webcontent" adlcp:scormtype="sco" href="{href}">
{files(names)}</resource></resources>"""


def page(title: str, head: str = "", body: str = "", lang: str = ' lang="en"') -> bytes:
    """A page of today."""
    return (
        f'<!DOCTYPE html>\n<html{lang}>\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n{head}</head>\n<body>\n{body}</body>\n</html>\n"
    ).encode()


# After the wrapper that most hand-made courses bring: finds the API, knows both versions, and
# calls by way of functions of its own.
WRAPPER = b"""
var wrapper = {API: {handle: null}, version: null, debug: {isActive: true}};
wrapper.find = function (win) {
    var tries = 0;
    while (!win.API && !win.API_1484_11 && win.parent && win.parent !== win && tries < 500) {
        tries += 1;
        win = win.parent;
    }
    return win.API_1484_11 || win.API || null;
};
wrapper.get = function () {
    var win = window, found = wrapper.find(win);
    if (!found && win.parent && win.parent !== win) { found = wrapper.find(win.parent); }
    if (!found && win.top && win.top.opener) { found = wrapper.find(win.top.opener); }
    return found;
};
wrapper.init = function () {
    wrapper.API.handle = wrapper.get();
    return wrapper.version === "2004"
        ? wrapper.API.handle.Initialize("") : wrapper.API.handle.LMSInitialize("");
};
wrapper.set = function (name, value) {
    return wrapper.version === "2004"
        ? wrapper.API.handle.SetValue(name, value) : wrapper.API.handle.LMSSetValue(name, value);
};
wrapper.status = function (value) {
    return wrapper.set(wrapper.version === "2004"
        ? "cmi.completion_status" : "cmi.core.lesson_status", value);
};
wrapper.save = function () {
    return wrapper.version === "2004"
        ? wrapper.API.handle.Commit("") : wrapper.API.handle.LMSCommit("");
};
wrapper.quit = function () {
    return wrapper.version === "2004"
        ? wrapper.API.handle.Terminate("") : wrapper.API.handle.LMSFinish("");
};
"""

# After the driver of the big authoring tools: one standard a section, windows searched upwards,
# and a form that is posted where AICC is meant.
DRIVER = b"""
var SCORM_PASSED = "passed", SCORM_COMPLETED = "completed", SCORM_FAILED = "failed";
var SCORM_objAPI = null;
function SCORM_ScanParentsForApi(win) {
    var MAX = 500, n = 0;
    while ((win.API === null || win.API === undefined) && win.parent !== null &&
           win.parent !== win && n <= MAX) { n++; win = win.parent; }
    return win.API;
}
function SCORM_GrabAPI() {
    if (window.parent !== null && window.parent !== window) {
        SCORM_objAPI = SCORM_ScanParentsForApi(window.parent);
    }
    if (!SCORM_objAPI && window.top.opener) {
        SCORM_objAPI = SCORM_ScanParentsForApi(window.top.opener);
    }
    return SCORM_objAPI;
}
function SCORM_Initialize() { return SCORM_GrabAPI().LMSInitialize(""); }
function SCORM_SetStatus(s) { return SCORM_objAPI.LMSSetValue("cmi.core.lesson_status", s); }
function SCORM_SetCompleted() { return SCORM_SetStatus(SCORM_COMPLETED); }
function SCORM_CommitData() { return SCORM_objAPI.LMSCommit(""); }
function SCORM_Finish() { SCORM_CommitData(); return SCORM_objAPI.LMSFinish(""); }
function SCORM2004_GrabAPI() { return window.parent.API_1484_11; }
function SCORM2004_SetCompleted() {
    return SCORM2004_GrabAPI().SetValue("cmi.completion_status", "completed");
}
function Start() { if (!SCORM_Initialize()) { alert("This course found no LMS."); } }
function Unload() { SCORM_Finish(); }
"""


def lom(title: str) -> str:
    """The record that Articulate's tools put into the manifest: short of half its profile."""

    def text(value: str) -> str:
        return f'<langstring xml:lang="x-none">{value}</langstring>'

    def word(name: str, value: str) -> str:
        source = f"<source>{text('LOMv1.0')}</source>"
        return f"<{name}>{source}<value>{text(value)}</value></{name}>"

    status, cost = word("status", "Final"), word("cost", "yes")
    rights = cost + word("copyrightandotherrestrictions", "yes")
    return f"""<lom xmlns="{MD}" xsi:schemaLocation="{MD} imsmd_rootv1p2p1.xsd">
<general><title>{text(title)}</title></general>
<lifecycle><version>{text("1")}</version>{status}</lifecycle>
<metametadata><metadatascheme>ADL SCORM 1.2</metadatascheme></metametadata>
<educational><typicallearningtime><datetime>PT0H0M0S</datetime></typicallearningtime></educational>
<rights>{rights}</rights></lom>"""
