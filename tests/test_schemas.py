"""The JSON Schemas are schemas, and call the same keys and values wrong as the loader does."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from scorm_builder import cli, fields, load, registry, source
from scorm_builder.diagnostics import Severity
from scorm_builder.fields import frontmatter, jsonschema, yamltext
from scorm_builder.fields.keys import COURSE, UNIT, Key, Kind

ROOT = Path(__file__).parent.parent
CASES = sorted(path.parent for path in (ROOT / "tests" / "source").glob("*/expected.txt"))
SAMPLES = sorted(path.parent for path in (ROOT / "course_src").glob("*/course.yaml"))
OF_KEYS = {"S012!", "S013!", "S014!"}

# What the loader calls wrong and a schema cannot know.
_AMOUNT = "whether a length of time lies within bounds is no matter of its form"
_LANGUAGES = "which languages a course has stands elsewhere, if not in another file"
_FILE = "which type a unit has depends on the files beside it"
BEYOND = {
    "titles-by-language/course/course.yaml": _LANGUAGES,
    "titles-by-language/course/02-m/module.yaml": _LANGUAGES,
    "completion-forms/course/02-b.md": _AMOUNT,
    "completion-forms/course/13-m.md": _AMOUNT,
    "types-misused/course/02-b.yaml": _FILE,
    "types-misused/course/05-e.yaml": _FILE,
    "web-misused/course/02-b.yaml": _FILE,
}
# What the loader takes, with a warning, and a schema does not.
_EMPTY = "a key with nothing behind it is most likely not finished"
STRICTER = {
    "empty-keys/course/course.yaml": _EMPTY,
    "empty-keys/course/01-one.md": _EMPTY,
}


def validator(name: str) -> Draft202012Validator:
    schema = jsonschema.schema(name, registry.units())
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


VALIDATORS = {name: validator(name) for name in jsonschema.FILES}


@pytest.mark.parametrize("name", jsonschema.FILES)
def test_a_schema_is_one(name: str) -> None:
    schema = jsonschema.schema(name, registry.units())
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


# YAML 1.2.2, 10.3.2, of which floats without digits make no JSON.
CORE: tuple[tuple[re.Pattern[str], Callable[[str], Any]], ...] = (
    (re.compile(r"null|Null|NULL|~|"), lambda text: None),
    (re.compile(r"true|True|TRUE|false|False|FALSE"), lambda text: text.lower() == "true"),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+"), lambda text: int(text, 0)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
)


def seen_by_editors(node: yaml.Node | None) -> Any:
    """A value as YAML 1.2 reads it, which is what editors do: dates, times, ``yes`` are texts."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): seen_by_editors(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [seen_by_editors(entry) for entry in node.value]
    if node is None:
        return {}
    text = str(node.value)
    if isinstance(node, yaml.ScalarNode) and node.style:  # in quotes, or a block
        return text
    return next((make(text) for form, make in CORE if form.fullmatch(text)), text)


def keys_in(file: Path) -> tuple[str, str]:
    """Which schema a file of a course is held against, and its YAML."""
    text = file.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n")
    if file.suffix.lower() == ".md":
        return "unit", frontmatter.split(text).front
    name = file.stem if file.name in ("course.yaml", "module.yaml", "defaults.yaml") else "unit"
    return name, text


def problems(file: Path) -> list[str]:
    """What an editor says of a file; nothing of one that is no YAML, which is another matter."""
    name, text = keys_in(file)
    try:
        value = seen_by_editors(yamltext.compose(text))
    except yamltext.UnreadableError:
        return []
    return [
        f"{error.json_path}: {error.message[:200]}" for error in VALIDATORS[name].iter_errors(value)
    ]


@cache
def read_of(course: Path) -> list[Path]:
    """The files of a course, and around it, that the loader reads keys in."""
    paths: set[str] = set()
    real = fields.parse

    def listen(text: str, locate: fields.Locate, *rest: Any) -> fields.Fields:
        paths.add(locate(1, 1).path)
        return real(text, locate, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fields, "parse", listen)
        load.editions(source.scan(course, course.name)[0], {})
    return [course.parent / path for path in sorted(paths)]


def told(case: Path) -> dict[str, set[str]]:
    """The codes of all findings of a case by the files that they are in, errors with an ``!``."""
    files: dict[str, set[str]] = {}
    for line in (case / "expected.txt").read_text("utf-8").splitlines():
        found = re.match(r"([^:]+)(?::\d+:\d+)?: (error|warning|info)\[(S\d+)\]", line)
        if found:
            weight = "!" if found[2] == "error" else ""
            files.setdefault(found[1], set()).add(found[3] + weight)
    return files


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_schema_and_loader_agree(case: Path) -> None:
    told_of = told(case)
    files = read_of(case / "course")
    wrong = {where for where, codes in told_of.items() if codes & OF_KEYS}
    assert wrong - {file.relative_to(case).as_posix() for file in files} <= {"course/.scormignore"}
    for file in files:
        where = file.relative_to(case).as_posix()
        codes = told_of.get(where, set())
        found = problems(file)
        if codes & OF_KEYS:
            assert bool(found) is (f"{case.name}/{where}" not in BEYOND), f"{where} {codes}"
        elif not any(code.endswith("!") for code in codes):
            assert (found == []) is (f"{case.name}/{where}" not in STRICTER), f"{where} {found}"


@pytest.mark.parametrize("course", SAMPLES, ids=[course.name for course in SAMPLES])
def test_a_sample_course_has_no_problem(course: Path) -> None:
    files = read_of(course)
    assert course / "course.yaml" in files
    assert {file: problems(file) for file in files if problems(file)} == {}


# One a line, as an author may write it behind any key. Not here is what differs, which is told in
# BEYOND, or is so odd that nobody misses it: a word with blanks in quotes, a yes in quotes.
VALUES = """
x
Two words
1.5
0
true
2026-11-24
2026-13-01
20 min
1:30
90
50 MB
pt-BR
EN_us
[a, b]
[null]
[[a]]
{a: b}
{a: b, c: d}
end
watched
{end: 20s}
{time: 2 min}
{watched: 100.0%}
{watched: 101%}
{watched: 80}
{manual: 1}
slides
quiz
units
normal
sanitize
screens
completed
none
[{path: 01-a.md, title: A}]
[{title: A, contents: [01-a.md]}]
[{title: A}]
[{path: 01-a.md, poster: x.png}]
""".split("\n")[1:-1]


def compare(course: Path, file: str) -> str:
    """What is amiss if only one of schema and loader takes the keys in a file; empty if nothing."""
    found = load.editions(source.scan(course, "course")[0], {})[1]
    said = [one for one in found if one.span.path == f"course/{file}"]
    wrong = {f"{one.code}!" for one in said if one.severity is Severity.ERROR}
    marked = problems(course / file)
    if wrong & OF_KEYS and not marked:
        return f"only the loader says: {said[0]}"
    if marked and not wrong:
        return f"only the schema says: {marked[0]}"
    return ""


def one_of_a_kind(table: Mapping[str, Key]) -> Iterator[str]:
    """A key of each kind of value, those apart whose choices differ; pages have no other types'."""
    foreign = {key for kind in registry.units().values() for key in kind.KEYS} - {"paging"}
    met = set()
    for name, key in table.items():
        if key.later is None and name not in foreign and (key.kind, key.choices) not in met:
            met.add((key.kind, key.choices))
            yield name


@pytest.mark.parametrize(("file", "table"), [("course.yaml", COURSE), ("01-m/01-a.md", UNIT)])
def test_they_agree_on_any_value(file: str, table: Mapping[str, Key], tmp_path: Path) -> None:
    texts = {"course.yaml": "title: T\n", "01-m/01-a.md": "# A\n"}
    (tmp_path / "01-m").mkdir()
    for path, text in texts.items():
        (tmp_path / path).write_text(text, "utf-8")
    amiss = []
    for name in one_of_a_kind(table):
        for value in VALUES:
            if value == "true" and table[name].kind in (Kind.ID, Kind.IDS):
                continue  # an id that YAML takes for something else
            if table[name].worded and value.startswith("{"):
                continue  # the languages of the course stand in another line
            line = f"{name}: {value}\n"
            if file.endswith(".md"):
                line = f"---\n{line}---\n"
            beside = "" if name == "title" else texts[file]
            (tmp_path / file).write_text(line + beside, "utf-8")
            if problem := compare(tmp_path, file):
                amiss.append(f"{name}: {value}: {problem}")
    assert amiss == []


@pytest.mark.parametrize("name", jsonschema.FILES)
def test_the_command_prints_it(name: str) -> None:
    done = CliRunner().invoke(cli.cli, ["schema", name])
    assert done.exit_code == 0
    assert json.loads(done.stdout) == VALIDATORS[name].schema


def test_a_schema_that_there_is_not_is_wrong_usage() -> None:
    done = CliRunner().invoke(cli.cli, ["schema", "unti"])
    assert done.exit_code == 2
    assert "course, module, unit, defaults" in done.stderr


def test_a_module_with_a_type_holds_the_keys_of_a_unit() -> None:
    def marked(**keys: object) -> set[str]:
        return {error.json_path for error in VALIDATORS["module"].iter_errors(keys)}

    assert marked(title="Ways", description="x", contents=[], draft=True) == set()
    assert marked(title="Ways", optional=True, source="x.pdf") == {"$.optional", "$.source"}
    assert marked(title="Ways", type="slides", optional=True, completion="all-slides") == set()
    deck = {"type": "slides", "contents": [], "captions": "x.vtt", "completion": "end"}
    assert marked(**deck) == {"$.contents", "$.captions", "$.completion"}
    assert marked(type="page") == {"$.type"}


def test_the_examples_of_what_editors_should_mark() -> None:
    """Where a writer would see it, in words of the file itself."""
    course = {"title": "Safety", "langauge": "en", "packaging": "unit", "keywords": {"a": 1}}
    marked = {error.json_path for error in VALIDATORS["course"].iter_errors(course)}
    assert marked == {"$", "$.packaging", "$.keywords"}
    unit = {"type": "slides", "captions": "x.vtt", "completion": "watched", "draft": "maybe"}
    marked = {error.json_path for error in VALIDATORS["unit"].iter_errors(unit)}
    assert marked == {"$.captions", "$.completion", "$.draft"}
