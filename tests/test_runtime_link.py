"""The linker: ES modules become one classic script, or a clear error. node judges the script."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from scorm_builder import runtime
from scorm_builder.resources import templates
from scorm_builder.runtime import LinkError, javascript, link_modules


def run(node: str, script: str, after: str = "") -> str:
    """What a classic script prints when it runs in a context of its own, as in a page."""
    program = (
        "const vm = require('node:vm');"
        "const out = [];"
        "const context = vm.createContext({ print: (v) => out.push(JSON.stringify(v)) });"
        "const before = Object.keys(context);"
        f"vm.runInContext({json.dumps(script)}, context);"
        f"vm.runInContext({json.dumps(after)}, context);"
        "const globals = Object.getOwnPropertyNames(vm.runInContext('globalThis', context))"
        ".filter((n) => Object.keys(context).includes(n) && !before.includes(n));"
        "if (globals.length) throw new Error('globals: ' + globals);"
        "console.log(out.join('\\n'));"
    )
    done = subprocess.run(
        [node, "-e", program], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.node
def test_modules_see_each_other_and_leave_nothing_behind(node: str) -> None:
    script = link_modules(
        "main.js",
        {
            "main.js": (
                'import { add, LIMIT as most } from "./deep/sum.js";\n'
                'import * as shapes from "./shapes.js";\n'
                "import {\n  twice,\n} from './deep/twice.js';\n"
                "print([add(1, 2), most, twice(4), shapes.NAME, new shapes.Square(3).area()]);\n"
            ),
            "deep/sum.js": (
                "export const LIMIT = 7;\nexport function add(a, b) {\n  return a + b;\n}\n"
                "const hidden = 1;\n"
            ),
            "deep/twice.js": 'import { add } from "./sum.js";\n'
            "export const twice = (n) => add(n, n);\n",
            "shapes.js": "export class Square {\n  constructor(a) { this.a = a; }\n"
            "  area() { return this.a ** 2; }\n}\nexport const NAME = 'shapes';\n"
            "const hidden = 2;\n",
        },
    )
    assert run(node, script) == '[3,7,8,"shapes",9]'
    assert "import" not in script
    assert "export" not in script


@pytest.mark.node
def test_it_runs_strictly_and_exports_cannot_be_changed(node: str) -> None:
    script = link_modules(
        "main.js",
        {
            "main.js": 'import * as a from "./a.js";\n'
            "try { a.x = 2; } catch (e) { print(e.name); }\n"
            "try { undeclared = 1; } catch (e) { print(e.name); }\n",
            "a.js": "export const x = 1;\n",
        },
    )
    assert run(node, script) == '"TypeError"\n"ReferenceError"'


@pytest.mark.node
def test_a_module_runs_once_and_after_what_it_imports(node: str) -> None:
    files = {
        "main.js": 'import { b } from "./b.js";\nimport { c } from "./c.js";\nprint([b, c]);\n',
        "b.js": 'import { d } from "./d.js";\nexport const b = d + 1;\nprint("b");\n',
        "c.js": 'import { d } from "./d.js";\nexport const c = d + 2;\nprint("c");\n',
        "d.js": 'export const d = 1;\nprint("d");\n',
    }
    assert run(node, link_modules("main.js", files)) == '"d"\n"b"\n"c"\n[2,3]'


TRICKY = r"""
import { print as show } from "./out.js"; // import { x } from "./nowhere.js"
/* export default 1
   import "./nowhere.js" */
const text = "export default //no comment";
const other = 'import "./nowhere.js" /* none */';
const template = `a // b
export const c = ${[1, 2].map((n) => `${n}/*${"}"}*/`).join("`")}

import("nowhere")`;
const regex = /\/\/[/"'`]*\/\*/g;
const ratio = 8 / 2 / 2; // a / b
const found = "x//[".replace(/[/"]+\[/, (m) => `<${m}>`);
const object = { import: 1, export: 2 };
const importance = object.import + object.export;
/* kept apart */ const a = 1 /* between */ + 2;
show([text, other, template, String(regex), ratio, found, importance, a]);
"""


@pytest.mark.node
def test_strings_templates_expressions_and_comments_are_told_apart(
    node: str, tmp_path: Path
) -> None:
    out = "export const print = (v) => globalThis.print(v);\n"
    got = json.loads(run(node, link_modules("main.js", {"main.js": TRICKY, "out.js": out})))
    # node itself, reading the same text as a module, says what is right.
    (tmp_path / "main.mjs").write_text(TRICKY.replace("out.js", "out.mjs"), "utf-8")
    (tmp_path / "out.mjs").write_text(
        "export const print = (v) => console.log(JSON.stringify(v));\n", "utf-8"
    )
    right = subprocess.run(
        [node, tmp_path / "main.mjs"], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert got == json.loads(right.stdout)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "the entry imports main.js: no such module"),
        ({"main.js": 'import { a } from "./gone.js";'}, "main.js imports gone.js: no such module"),
        (
            {"main.js": '\nimport { b } from "./a.js";', "a.js": "export const a = 1;"},
            "main.js:2: a.js does not export 'b'; it exports a",
        ),
        (
            {"main.js": 'import { b } from "./a.js";', "a.js": ""},
            "main.js:1: a.js does not export 'b'; it exports nothing",
        ),
        (
            {
                "main.js": 'import * as a from "./a.js";',
                "a.js": 'import * as b from "./b.js";',
                "b.js": 'import * as a from "./a.js";',
            },
            "modules import each other in a circle: a.js → b.js → a.js",
        ),
        ({"main.js": 'import a from "./a.js";'}, "main.js:1: cannot link 'import a from"),
        ({"main.js": 'import "./a.js";'}, "main.js:1: cannot link 'import"),
        ({"main.js": "\n\nexport default 1;"}, "main.js:3: cannot link 'export default 1;'"),
        ({"main.js": "export let a = 1;"}, "main.js:1: cannot link 'export let a = 1;'"),
        ({"main.js": "export { a };"}, "main.js:1: cannot link 'export { a };'"),
        ({"main.js": 'export * from "./a.js";'}, "main.js:1: cannot link 'export *"),
        ({"main.js": 'const a = import("./a.js");'}, "main.js:1: cannot link 'import("),
        ({"main.js": "print(import.meta.url);"}, "main.js:1: cannot link 'import.meta"),
        ({"main.js": 'import { a } from "lodash";'}, "main.js:1: 'lodash' is no relative path"),
        ({"main.js": 'import { "a" as b } from "./a.js";'}, "main.js:1: cannot read the imported"),
        ({"main.js": "const a = `x\n"}, "main.js:1: a template that is not closed"),
        ({"main.js": "a;\nconst a = 'x\n';"}, "main.js:2: a string that is not closed"),
        ({"main.js": "a;\n/* x"}, "main.js:2: a comment that is not closed"),
        ({"main.js": "a;\n}\n"}, "main.js:2: a closing brace"),
    ],
)
def test_what_cannot_be_linked_is_said_with_its_place(
    files: Mapping[str, str], message: str
) -> None:
    with pytest.raises(LinkError, match=re.escape(message)):
        link_modules("main.js", files)


def test_pieces_are_the_text() -> None:
    for path in sorted(templates().rglob("*.js")):
        text = path.read_text("utf-8")
        assert "".join(piece.text for piece in javascript.pieces(text)) == text, path


SCRIPTS = {runtime.SCRIPT: 62_000, "quiz.js": 93_500, "practice.js": 97_300}


@pytest.mark.parametrize(("name", "most"), SCRIPTS.items())
def test_the_runtime_is_small_and_says_what_importers_look_for(name: str, most: int) -> None:
    script = runtime.link(name)
    assert len(script) < most
    # Open edX looks for this literal and warns the author when it is not there.
    for literal in ("cmi.core.lesson_status", "LMSInitialize", "LMSCommit", "LMSFinish"):
        assert f'"{literal}"'.encode() in script


def test_every_core_is_in_its_script() -> None:
    """And what marks questions only where questions are."""
    for path in (templates() / "runtime" / "units").glob("*.js"):
        script = runtime.link(runtime.script_of(path.stem)).decode()
        assert f"// units/{path.name}\n" in script
    assert "// quiz/" not in runtime.link().decode()


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_runtime_does_nothing_that_a_policy_or_a_browser_forbids(name: str) -> None:
    script = runtime.link(name).decode()
    words = javascript.code(script)
    for forbidden in (
        r"\beval\b",
        r"\bnew Function\b",
        r"\binnerHTML\b",
        r"\bouterHTML\b",
        r"\binsertAdjacentHTML\b",
        r"\bdocument\.write\b",
        r"\balert\(",
        r"\bconfirm\(",
        r"\bfetch\(",
        r"\bXMLHttpRequest\b",
        r"\bconsole\b",
    ):
        assert not re.search(forbidden, words), forbidden
    assert not re.search(r"[\"'](?:before)?unload[\"']", script)


def test_the_same_bytes_whenever_linked() -> None:
    first = runtime.link()
    runtime.link.cache_clear()
    assert runtime.link() == first


@pytest.mark.node
def test_node_takes_the_runtime_as_a_classic_script(node: str, tmp_path: Path) -> None:
    script = tmp_path / "runtime.cjs"
    script.write_bytes(runtime.link())
    subprocess.run([node, "--check", script], check=True, capture_output=True)


PAGE = """
const calls = [];
const element = () => ({
  textContent: "", hidden: true, value: 0, offsetHeight: 0,
  classList: { toggle() {}, replace() {}, contains: () => false },
  addEventListener() {}, setAttribute() {}, querySelector: () => element(),
  querySelectorAll: () => [],
});
const data = element();
data.textContent = JSON.stringify({
  v: 1, course: "c", unit: "u", key: "abc", type: TYPE,
  completion: { rule: "time", amount: 5 }, report: "completed", exitWhenDone: "suspend",
  body: {}, strings: {},
});
const listeners = {};
const document = {
  readyState: "loading", visibilityState: "visible", documentElement: element(),
  getElementById: (id) => (id === "unit-data" ? data : element()),
  addEventListener(event, act) { listeners[event] = act; },
};
const answers = (name, value) => (...args) => {
  calls.push([name, ...args].join(" "));
  return value;
};
const API = {
  LMSInitialize: answers("LMSInitialize", "true"), LMSFinish: answers("LMSFinish", "true"),
  LMSGetValue: answers("LMSGetValue", ""), LMSSetValue: answers("LMSSetValue", "true"),
  LMSCommit: answers("LMSCommit", "true"), LMSGetLastError: () => "0",
};
const window = {
  API, document, navigator: {}, location: { hash: "" },
  setTimeout: () => 0, clearTimeout() {},
  IntersectionObserver: class { observe() {} },
  addEventListener(event, act) { listeners[event] = act; },
};
window.parent = window.top = window;
"""


@pytest.mark.node
@pytest.mark.parametrize("kind", ["page", "nobody-knows"])
def test_the_runtime_speaks_to_the_lms_before_the_page_is_there(node: str, kind: str) -> None:
    program = (
        "const vm = require('node:vm');"
        f"const page = vm.runInNewContext({json.dumps(PAGE)}"
        " + '({ calls, window, document, listeners })', { TYPE: " + json.dumps(kind) + " });"
        f"vm.runInNewContext({json.dumps(runtime.link().decode())},"
        " { window: page.window, document: page.document });"
        "page.calls.push('page');"
        "page.listeners.DOMContentLoaded();"
        "page.listeners.pagehide({ persisted: true });"
        "page.calls.push('gone');"
        "page.listeners.pagehide({ persisted: false });"
        "page.listeners.visibilitychange();"
        "console.log(JSON.stringify(page.calls));"
    )
    done = subprocess.run(
        [node, "-e", program], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    calls = json.loads(done.stdout)
    start = calls[: calls.index("page")]
    assert start[0] == "LMSInitialize "
    assert start[-3:] == [
        "LMSSetValue cmi.core.lesson_status incomplete",
        "LMSSetValue cmi.core.exit suspend",
        "LMSCommit ",
    ]
    assert not any(call.startswith("LMSFinish") for call in calls[: calls.index("gone")])
    assert calls[-1] == "LMSFinish "
