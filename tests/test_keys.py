"""The table of keys says what the loader does: every key is asked for, as what it is said to be."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from scorm_builder import load, registry, source
from scorm_builder.fields import Fields
from scorm_builder.fields.keys import COURSE, DEFAULTS, ENTRY, MODULE, PATHS, UNIT, Key, Kind
from scorm_builder.fields.keys import later as not_acted_on
from scorm_builder.fields.questionkeys import ELEMENT, FEEDBACK, OPTION, QUESTION
from scorm_builder.load.unittype import noun

ROOT = Path(__file__).parent.parent
COURSES = [
    path.parent
    for pattern in ("tests/source/*/course/course.yaml", "course_src/*/course.yaml")
    for path in sorted(ROOT.glob(pattern))
]
# By which questions the value of a key may be got.
GETTERS = {
    "TEXT": {"text"},
    "BOOLEAN": {"boolean"},
    "CHOICE": {"choice"},
    "TEXTS": {"strings", "items"},
    "OBJECTIVES": {"value"},
    "ID": {"text"},
    "IDS": {"items"},
    "UNITS": {"items"},
    "DATE": {"text"},
    "LENGTH": {"text"},
    "SIZE": {"text"},
    "SHARE": {"text"},
    "COUNT": {"text"},
    "WHOLE": {"text"},
    "AMOUNT": {"text"},
    "DRAW": {"counts"},
    "LANGUAGE": {"text"},
    "COMPLETION": {"pair"},
    # A word like `none` is looked for before a path is.
    "PATH": {"text", "items"},
    "PATHS": {"items"},
    "CONTENTS": {"entries"},
    "LANGUAGES": {"items"},
    "QUESTIONS": {"value"},
    "MARKDOWN": {"value"},
    "OPTIONS": {"value"},
    "ELEMENTS": {"value"},
    # `true` is a boolean, `60` behind number: text.
    "ANSWERS": {"value", "boolean"},
    "ROWS": {"value"},
    "FEEDBACK": {"value"},
    "TYPE": {"text"},
    "ANY": set(),
}
# What a list of questions is made of, by what it is called.
OF_QUESTIONS: Mapping[str, Mapping[str, Key]] = {
    "a question": QUESTION,
    "an option": OPTION,
    "an element": ELEMENT,
    "a step": ELEMENT,
    "feedback": FEEDBACK,
}
Asked = dict[str, dict[str, list[tuple[str, dict[str, Any]]]]]


class _Listening:
    """Writes down what is asked of mappings, by what they turn out to be when they are finished."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.asked: Asked = {}
        self._open: dict[int, tuple[Fields, list[tuple[str, str, dict[str, Any]]]]] = {}
        self._depth = 0
        getters = "text boolean choice items strings entries pair counts value".split()
        for getter in getters:
            patch.setattr(Fields, getter, self._heard(getter, getattr(Fields, getter)))
        patch.setattr(Fields, "finish", self._finished(Fields.finish))

    def _heard(self, getter: str, real: Callable[..., Any]) -> Callable[..., Any]:
        names = {"choice": ("choices", "default"), "text": ("default",), "boolean": ("default",)}

        @functools.wraps(real)
        def ask(own: Fields, key: str, *rest: Any, **options: Any) -> Any:
            if self._depth == 0:
                told = {**dict(zip(names.get(getter, ()), rest, strict=False)), **options}
                self._open.setdefault(id(own), (own, []))[1].append((getter, key, told))
            self._depth += 1
            try:
                return real(own, key, *rest, **options)
            finally:
                self._depth -= 1

        return ask

    def _finished(self, real: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(real)
        def finish(own: Fields, what: str, *rest: Any, **options: Any) -> None:
            keys = self.asked.setdefault(what, {})
            for getter, key, told in self._open.get(id(own), (own, []))[1]:
                keys.setdefault(key, []).append((getter, told))
            real(own, what, *rest, **options)

        return finish


@pytest.fixture(scope="module")
def asked() -> Iterator[Asked]:
    """What the loader asks of every kind of mapping, over all source cases and sample courses."""
    with pytest.MonkeyPatch.context() as patch:
        listening = _Listening(patch)
        for folder in COURSES:
            load.editions(source.scan(folder, "course")[0], {})
        yield listening.asked


def table_of(what: str) -> Mapping[str, Key]:
    tables = {"a course": COURSE, "a module": MODULE, **OF_QUESTIONS}
    return tables.get(what, DEFAULTS if "defaults" in what else UNIT)


def test_what_is_asked_for_stands_in_the_table_as_what_it_is(asked: Asked) -> None:
    wrong = []
    for what, keys in asked.items():
        for name, questions in keys.items():
            key = table_of(what).get(name)
            for getter, told in questions:
                if key is None:
                    wrong.append(f"{what}: {name!r} is asked for and stands in no table")
                elif getter not in GETTERS[key.kind.name] and key.later is None:
                    wrong.append(f"{what}: {name!r} is got by {getter} and said to be {key.kind}")
                elif getter == "choice" and tuple(told["choices"]) != key.choices:
                    wrong.append(f"{what}: {name!r} may be {told['choices']}")
                elif told.get("longest", 0) not in (0, key.longest):
                    wrong.append(f"{what}: {name!r} may have {told['longest']} characters")
    assert sorted(set(wrong)) == []


def test_what_stands_in_the_table_is_asked_for(asked: Asked) -> None:
    units = {name for what, keys in asked.items() if table_of(what) is UNIT for name in keys}
    for table, names in (
        (COURSE, {*asked["a course"]}),
        (MODULE, {*asked["a module"]}),
        (UNIT, units),
        *((table, {*asked[what]}) for what, table in OF_QUESTIONS.items()),
    ):
        acted_on = {name for name, key in table.items() if key.later is None}
        assert acted_on - names == set()


def test_a_key_that_is_acted_on_has_a_kind() -> None:
    for table in (COURSE, MODULE, UNIT, ENTRY, *OF_QUESTIONS.values()):
        assert {name for name, key in table.items() if key.kind is Kind.ANY} <= {
            *not_acted_on(table)
        }


def test_a_default_in_the_table_is_that_of_the_loader(asked: Asked) -> None:
    for what, keys in asked.items():
        for name, questions in keys.items():
            key = table_of(what).get(name)
            for _, told in questions:
                default = told.get("default")
                if key is not None and not key.inherited and default not in (None, ""):
                    assert f"`{str(default).lower()}`" in key.default.lower(), f"{what}: {name}"


@pytest.mark.parametrize("name", registry.units())
def test_a_type_names_its_own_keys_and_asks_for_no_other(name: str, asked: Asked) -> None:
    kinds = registry.units()
    own, everywhere = kinds[name].KEYS, {key for kind in kinds.values() for key in kind.KEYS}
    what = next(what for what in asked if what.removeprefix("a ") == noun(name))
    # `source` is asked of every unit, to tell who should not have one.
    assert {*asked[what]} & everywhere - {"source"} == own - {"source"}
    assert own <= {*UNIT}


def test_keys_that_hold_paths_are_those_of_the_table() -> None:
    assert {*PATHS} == {name for name, key in UNIT.items() if key.kind in (Kind.PATH, Kind.PATHS)}


def test_every_key_has_a_sentence() -> None:
    for table in (COURSE, MODULE, UNIT, ENTRY, *OF_QUESTIONS.values()):
        for name, key in table.items():
            assert key.meaning.endswith("."), name
            assert not key.choices or key.kind in (Kind.CHOICE, Kind.TYPE), name
            assert key.choices or key.kind is not Kind.CHOICE, name


def test_what_goes_down_is_the_same_on_every_level() -> None:
    below = {name for name, key in UNIT.items() if key.inherited}
    for table in (COURSE, MODULE):
        assert {name for name, key in table.items() if key.inherited} == below
