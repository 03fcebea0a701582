"""Pages by the templates of a theme, which may come from somebody who is not trusted.

They run in a sandbox and see plain values and a few functions: no file, no clock, no chance. A
template that is called like one of ours stands in its place; ``default/`` before the name is ours.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from scorm_builder import codes
from scorm_builder.diagnostics import Code
from scorm_builder.fields import nearest
from scorm_builder.model import Completion
from scorm_builder.render import blocks
from scorm_builder.render.printed import Parts
from scorm_builder.resources import templates

OURS = "default/"
# What Jinja2 takes for the file of a theme's template; no file of the disk is called so.
_MARK = "<theme>"
_PLAIN = (str, int, float, tuple, Completion)

Templates = tuple[tuple[str, str], ...]


class RefusedError(Exception):
    """What a function cannot give a template; the text says why."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Fault(Exception):  # noqa: N818 - a value that is raised once and then reported
    """Why a template cannot be used, and where."""

    code: Code
    name: str
    line: int
    message: str


def view(value: Any) -> dict[str, object]:
    """What templates see of a value of ours: its plain fields, and not where things lie."""
    shown: dict[str, object] = {}
    for field in fields(value):
        inner = getattr(value, field.name)
        if isinstance(inner, Completion):
            shown[field.name] = view(inner)
        elif isinstance(inner, _PLAIN):
            shown[field.name] = inner
    return shown


def page(themed: Templates, name: str, values: Mapping[str, object]) -> str:
    """The page that the templates of a theme make of ``values``; raises :class:`Fault`."""
    try:
        return _environment(themed).get_template(name).render(values)
    except jinja2.TemplateSyntaxError as error:
        if not str(error.filename).startswith(_MARK):
            raise
        where = str(error.filename).removeprefix(_MARK)
        raise Fault(codes.BAD_TEMPLATE, where, error.lineno, f"{error.message}") from None
    except (
        jinja2.TemplateError,
        RefusedError,
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        place = _place(error)
        if place is None:
            raise
        code = error.code if isinstance(error, RefusedError) else codes.BAD_TEMPLATE
        raise Fault(code, *place, _why(error, place[0])) from None


def nowhere(themed: Templates, name: str) -> Iterator[Fault]:
    """What the templates of a theme write that the page by ``name`` shows nowhere."""
    for one in blocks.nowhere(_environment(themed), name, _MARK):
        yield Fault(codes.BAD_TEMPLATE, one.name, one.line, one.message)


def _why(error: Exception, name: str) -> str:
    if isinstance(error, RecursionError):
        built_on = f"{{% extends '{OURS}{name}' %}}"
        return f"this leads back to itself: to build on our own, write {built_on}"
    if isinstance(error, jinja2.TemplateNotFound):
        return f"there is no template {error.name!r}, neither here nor among ours"
    if isinstance(error, (jinja2.TemplateError, RefusedError)):
        return f"{error}"
    return f"this cannot be worked out: {error}"


def _place(error: BaseException) -> tuple[str, int] | None:
    """Name and line of the theme's template that was at work when it happened."""
    place = None
    for frame, line in traceback.walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        if file.startswith(_MARK):
            place = file.removeprefix(_MARK), line
    return place


class _Unknown(jinja2.StrictUndefined):
    """A name that means nothing: told with what it looks like."""

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        known = self._undefined_obj
        hint = nearest(name, map(str, known)) if isinstance(known, Mapping) else ""
        return f"there is no {name!r}{hint}"


class _Sandbox(ImmutableSandboxedEnvironment):
    """Nothing of the machine is in reach, also where a unit type hands on more than it should."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return super().is_safe_attribute(obj, attr, value) and not isinstance(value, Path)


@lru_cache(maxsize=8)
def _environment(themed: Templates) -> jinja2.Environment:
    own = dict(themed)

    def load(name: str) -> tuple[str, str, None] | None:
        return (own[name], f"{_MARK}{name}", None) if name in own else None

    ours = jinja2.FileSystemLoader(templates(), encoding="utf-8")
    environment = _Sandbox(
        loader=jinja2.ChoiceLoader(
            [jinja2.FunctionLoader(load), ours, jinja2.PrefixLoader({OURS[:-1]: ours})]
        ),
        autoescape=True,
        undefined=_Unknown,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # Chance would make of one source two packages.
    del environment.filters["random"], environment.globals["lipsum"]
    return environment


def _printable(value: object) -> object:
    """Texts and numbers; what else there is would print how the program keeps it."""
    if isinstance(value, (str, Markup, int, float, Parts, jinja2.Undefined)):
        return value
    message = f"this prints {'nothing' if value is None else 'a value that is no text'}: name a"
    raise RefusedError(codes.BAD_TEMPLATE, f"{message} text of it")
