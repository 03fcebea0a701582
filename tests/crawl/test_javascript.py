"""What is read of a script: calls, uses, listeners, what it refers to, whether it can run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorm_builder.crawl import Kind, Script
from scorm_builder.crawl.expressions import HOLE
from scorm_builder.crawl.javascript import Reading, read, references


def reading(code: str, **more: object) -> Reading:
    return read(Script("a.js", 1, 1, code, **more))  # type: ignore[arg-type]


def calls(code: str) -> list[tuple[str, tuple[str | None, ...]]]:
    return [(use.name, use.arguments) for use in reading(code).calls]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('API.LMSSetValue("cmi.core.exit", "suspend")', ("API.LMSSetValue", "suspend")),
        ("scorm.set('cmi.core.exit', \"\")", ("scorm.set", "")),
        ('doLMSSetValue("cmi.core.exit",`logout`)', ("doLMSSetValue", "logout")),
        ('this.api.set("cmi.core.exit", x ? 1 : 2)', ("this.api.set", None)),
        ('a().set("cmi.core.exit", "x" + y)', (".set", f"x{HOLE}")),
        ('a?.set?.("cmi.core.exit", "\\x41\\u{42}\\\nC")', ("a.set", "ABC")),
        ('set("cmi.core.exit", 100)', ("set", "100")),
        ('set("cmi.core.exit", -1.5)', ("set", "-1.5")),
        ('set("cmi.core.exit", !0)', ("set", "true")),
    ],
)
def test_a_call_with_the_name_of_an_element_is_read(
    code: str, expected: tuple[str, str | None]
) -> None:
    [(name, (element, value))] = calls(code)
    assert element == "cmi.core.exit"
    assert (name, value) == expected


@pytest.mark.parametrize(
    ("first", "element"),
    [
        ('"cmi.interactions." + n + ".result"', f"cmi.interactions.{HOLE}.result"),
        ('"cmi.interactions." + f(a, "b" + c) + ".result"', f"cmi.interactions.{HOLE}.result"),
        ('"cmi.interactions.".concat(n)', None),
        ('"cmi.core" + ".exit"', "cmi.core.exit"),
    ],
)
def test_names_that_are_put_together_have_holes(first: str, element: str | None) -> None:
    found = [arguments[0] for _, arguments in calls(f"set({first}, x)")]
    assert found == ([element] if element else [])


def test_templates_have_holes_too() -> None:
    code = 'eval(`a${b}c${`d${e}`}f`); eval("a" + `b${c}`); eval(a - "b"); eval(a, , b)'
    assert [arguments[0] for _, arguments in calls(code)] == [
        f"a{HOLE}c{HOLE}f", f"ab{HOLE}", None, None
    ]  # fmt: skip


def test_what_is_no_call_is_not_read_as_one() -> None:
    code = """
        function alert(text) {}
        class Box { alert(text) { } }
        const box = { confirm(text) { } };
        // alert("a")
        "alert('a')"; /alert()/; alert; alert.call;
    """
    assert calls(code) == []


def test_calls_know_what_they_are_called_on() -> None:
    uses = reading("alert(); window.alert(); box.alert(); f().alert(); new Function()").calls
    assert [(use.name, use.is_global) for use in uses] == [
        ("alert", True),
        ("window.alert", True),
        ("box.alert", False),
        (".alert", False),
        ("new Function", True),
    ]


def test_what_stands_in_a_try_is_guarded_by_its_catch() -> None:
    code = "try { alert(1); f(() => { alert(2) }) } catch { alert(3) }\ntry { alert(4) } finally {}"
    assert [(use.arguments, use.guarded) for use in reading(code).calls] == [
        (("1",), True), (("2",), True), (("3",), False), (("4",), False)
    ]  # fmt: skip


def test_words_count_in_code_and_texts_but_not_in_comments() -> None:
    assert set(reading("doLMSInitialize(); x['LMSFinish']('') // LMSCommit").words) == {
        "LMSInitialize",
        "LMSFinish",
    }
    assert set(reading("'cmi.exit_code'; `cmi.location`").words) == {"cmi.location"}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("window.parent.document.title", ["parent.document"]),
        ("parent.next()", ["parent.next"]),
        ("top.location = 'a'; top.location.href = 'b'; top.location.replace('c')", []),
        ("x = top.location.href", ["top.location"]),
        ("window.top.opener.API", []),
        ("opener['API']", []),
        ("self.opener[name]", ["opener.[...]"]),
        ("if (window.parent !== window) window.parent.postMessage('a', '*')", []),
        ("window.parent.parent.document", ["parent.parent.document"]),
        ("while (win.parent && win.parent !== win) win = win.parent; win.parent.course()", []),
        ("var parent = element.parentNode; parent.remove()", []),
        ("function f(top) { return top.left }", []),
        ("function f(top) { return top.left } top.left()", ["top.left"]),
        ("f((parent) => parent.a(), parent.b)", ["parent.b"]),
        ("f(parent => { parent.a() }); parent.b()", ["parent.b"]),
        ("function f() { if (a) { var top = 1 } return top.left } top.right()", ["top.right"]),
        ("function f() { var a, top = 1 } top.left()", []),
        ("var { parent } = x; function f() { parent.a() }", []),
        ("var p = window.parent; p.document.body; a.p.b()", ["parent.document"]),
        ("const parent = window.parent; parent.postMessage(1); parent.a()", ["parent.a"]),
        ("function f() { let p = top\np.a() } function g() { p.a() }", ["top.a"]),
        ("var p = window.parent; p = x; p.document", []),
        ("var p = window.parent; function f(p) { p.document }", []),
        ("var p = parent.API; p.LMSFinish()", []),
        ("x => { const { parent } = x; parent.remove() }", []),
        ("a.parent.remove(); b = { top: 1, parent: x.y }", []),
        ("opener.focus(); opener.closed", []),
    ],
)
def test_what_another_origin_would_refuse_is_noted(code: str, expected: list[str]) -> None:
    assert [use.name for use in reading(code).above] == expected


def test_what_is_kept_in_the_browser_is_noted() -> None:
    code = """
        localStorage.setItem("a", 1);
        try { window.sessionStorage.a = 1 } catch (e) {}
        x = document.cookie; y = request.cookie; z = { localStorage: 1 };
        open(() => window.localStorage);
    """
    assert [(use.name, use.guarded) for use in reading(code).stores] == [
        ("localStorage", False), ("sessionStorage", True), ("document.cookie", False)
    ]  # fmt: skip
    assert reading("const localStorage = make(); localStorage.a = 1").stores == ()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("addEventListener('unload', save)", ["unload"]),
        ("window.attachEvent('onbeforeunload', save)", ["beforeunload"]),
        ("$(window).on('unload.course pagehide', save)", ["unload", "pagehide"]),
        ("window.onunload = save; document.body.onbeforeunload = save", ["unload", "beforeunload"]),
        ("$(window).unload(save)", ["unload"]),
        ("if (window.onunload == save) plan.unload(); on('click', f)", []),
    ],
)
def test_listeners_to_leaving_are_noted(code: str, expected: list[str]) -> None:
    assert [use.name for use in reading(code).listeners] == expected


@pytest.mark.parametrize(
    ("code", "asks"),
    [
        ("window.onbeforeunload = function () { return 'Stay!' }", True),
        ("window.onbeforeunload = () => { save(); return; }", False),
        ("addEventListener('beforeunload', (e) => { e.returnValue = '' })", True),
        ("addEventListener('beforeunload', function (e) { e.preventDefault() })", True),
        ("addEventListener('beforeunload', stay); function stay(e) { return `Stay!` }", True),
        ("addEventListener('beforeunload', save); function stay(e) { return 'a' }", False),
        (
            "addEventListener('beforeunload', save); const save = (e) => { e.preventDefault() }",
            True,
        ),
        ("addEventListener('unload', () => { return 'a' })", False),
        ("window.onbeforeunload = () => 'Stay!'", True),
        ("window.onbeforeunload = (e) => (e.returnValue = 'Stay!')", True),
        ("window.onbeforeunload = () => ''; f(e.returnValue = 'a')", False),
        ("window.onbeforeunload = () => save()", False),
        ("window.onbeforeunload = null; f(function () { return 'a' })", False),
    ],
)
def test_who_holds_the_learner_back_is_noted(code: str, asks: bool) -> None:
    assert bool(reading(code).asks) is asks


def test_a_handler_is_a_listener() -> None:
    script = Script("a.html", 7, 20, "return 'Stay!'", handler="onbeforeunload")
    [use] = read(script).asks
    assert (use.name, use.line, use.column) == ("beforeunload", 7, 20)
    assert read(Script("a.html", 7, 20, "save()", handler="onclick")).listeners == ()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("xhr.open('GET', url, false)", ["xhr.open"]),
        ("t.open(e.type,e.url,!1)", ["t.open"]),
        ("xhr.open('GET', url, true); xhr.open('GET', url); xhr.open('GET', url, wait)", []),
        ("window.open(url, name, false); door.open('slowly', 1, false)", []),
        ("$.ajax({ url, async: false })", ["async: false"]),
        ("$.ajax({'async':!1})", ["async: false"]),
        ("$.ajax(address(here), { cache: true, async: false })", ["async: false"]),
        ("$.ajax({ async: true }); async = false", []),
        ("send({ url: `a`, done() { return [1] }, async: false })", ["async: false"]),
        ("load({ async: false }); const item = { name: 'x', async: !1 }", []),
    ],
)
def test_requests_that_wait_are_noted(code: str, expected: list[str]) -> None:
    assert [use.name for use in reading(code).synchronous] == expected


def test_what_a_script_loads() -> None:
    code = """
import a, { b } from "./a.js";
import "../b.js"; export * from './c.js'; import "lodash"; import("./d.js"); import(name);
fetch("e.json"); new Worker("f.js"); importScripts("g.js", "h.js"); new Audio("i.mp3");
new URL("j.png", import.meta.url); new Worker(new URL("k.js", import.meta.url));
xhr.open("GET", "l.json"); window.open("m.html"); new URL("n.png", location);
x.import("./o.js"); fetch(`p/${name}.json`); Worker("q.js");
"""
    script = Script("js/main.js", 1, 1, code, is_module=True)
    sure = [(one.written, one.kind, one.page) for one in references(script) if one.sure]
    own = "js/main.js"
    assert sorted(sure, key=lambda one: one[0].lstrip("./")) == [
        ("./a.js", Kind.MODULE, own),
        ("../b.js", Kind.MODULE, own),
        ("./c.js", Kind.MODULE, own),
        ("./d.js", Kind.MODULE, own),
        ("e.json", Kind.FETCH, ""),
        ("f.js", Kind.WORKER, ""),
        ("g.js", Kind.SCRIPT, ""),
        ("h.js", Kind.SCRIPT, ""),
        ("i.mp3", Kind.MEDIA, ""),
        ("j.png", Kind.IMAGE, own),
        ("k.js", Kind.WORKER, own),
        ("l.json", Kind.FETCH, ""),
        ("m.html", Kind.LINK, ""),
    ]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("location = 'a.html'\nf()", [("a.html", Kind.REFRESH)]),
        ("top.location.href = `a.html?${b}`", [("a.html?", Kind.REFRESH)]),
        ("s.src = '/a' + b", []),
        ("s = document.createElement('script'); s.src = '/a'", [("/a", Kind.SCRIPT)]),
        ("(new Image).src = '//host/a'", [("//host/a", Kind.FETCH)]),
        ("new Image().src = '//host/a'", [("//host/a", Kind.IMAGE)]),
        ("s.src = 'a.html'", [("a.html", Kind.FRAME)]),
        ("s.href = 'a.css'", [("a.css", Kind.STYLE)]),
        ("s.href = 'https://host/'", []),
        ("s.setAttribute('src', 'a.mp3')", [("a.mp3", Kind.MEDIA)]),
        ("s.setAttribute('alt', 'a.mp3')", []),
        ("var location; location = 'a.html'", []),
        ("here.location = 'a.html'", []),
        ("location === 'a.html'", []),
        ("location.hash = 'a.html'", []),
    ],
)
def test_addresses_that_a_script_sets_are_sure(code: str, expected: list[tuple[str, Kind]]) -> None:
    sure = [(one.written, one.kind) for one in references(Script("a.js", 1, 1, code)) if one.sure]
    assert sure == expected


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("api['LMSFinish']('')", True),
        ("call('LMSFinish')", True),
        ("eval('api . LMSFinish ( 1 )')", True),
        ("eval('api[\\'LMSFinish\\'] ()')", True),
        ("names = 'LMSInitialize LMSFinish'.split(' ')", True),
        ("say('LMSInitialize comes before LMSFinish')", False),
        ("say('LMSFinish is missing')", False),
    ],
)
def test_a_sentence_about_a_call_is_none(code: str, said: bool) -> None:
    assert ("LMSFinish" in reading(code).words) is said


def test_texts_that_look_like_paths_are_leads_that_are_not_sure() -> None:
    code = """
        show("img/a b.png"); load('x/y.js?v=1'); t = `data/c.json`;
        document.write('<script src="js/late.js"></scr' + 'ipt>');
        s = "See a.html for more."; v = "1.2"; w = ".png"; u = "e.g. this.js and that";
        n = `img/${n}.png`; // "img/no.png"
    """
    found = {(one.written, one.kind) for one in reading(code).references if not one.sure}
    assert found == {
        ("img/a b.png", Kind.IMAGE),
        ("x/y.js?v=1", Kind.SCRIPT),
        ("data/c.json", Kind.FETCH),
        ("js/late.js", Kind.SCRIPT),
    }


def test_places_count_from_where_the_script_stands() -> None:
    script = Script("a.html", 5, 9, "fetch('a.json')\n  fetch('b.json')")
    places = [(one.line, one.column) for one in references(script)]
    assert places == [(5, 15), (6, 9)]
    fault = read(Script("a.html", 5, 9, "f(]")).fault
    assert fault is not None
    assert (fault.line, fault.column) == (5, 11)


def test_keys_are_found_in_texts_only() -> None:
    key = "AKIA" + "ABCDEFGHIJKLMNOP"
    uses = reading(f'use("{key}"); // {key}\n{key}').keys
    assert [(use.name, use.line) for use in uses] == [(key, 1)]


def test_who_wrote_it_for_many_or_by_a_program_is_a_library() -> None:
    assert reading("/*! jQuery v3 */\nf()").is_library
    assert reading("f(a,b);" * 1000).is_library
    assert reading("if (typeof define === 'function' && define.amd) define(f);").is_library
    assert not reading("/* Our course */\nf()").is_library
    assert not reading("f(a, b);\n" * 1000).is_library


def test_a_map_of_sources_is_noted() -> None:
    assert reading("f()\n//# sourceMappingURL=a.js.map").source_map == "a.js.map"
    assert reading("'//# sourceMappingURL=a.js.map'").source_map == ""


@given(
    st.one_of(
        st.text(),
        st.lists(
            st.sampled_from(
                "API set ( ) 'cmi.core.exit' , { } [ ] ` `${ } + . ?. = => ; : alert parent window "
                "top try catch import from './a.js' function return on 'unload' new URL "
                "addEventListener open false localStorage onbeforeunload fetch 'a.png' // \n"
                .split(" ")
            )
        ).map(" ".join),
    )
)  # fmt: skip
def test_any_text_can_be_read(code: str) -> None:
    found = reading(code)
    lines = code.count("\n") + code.count("\r") + 1
    noted = [one.line for one in found.references]
    noted += [one.line for one in (*found.calls, *found.above, *found.listeners)]
    assert all(1 <= line <= lines for line in noted)
