"""Pages by the templates of a theme, which may come from somebody who is not trusted.

They run in a sandbox and see plain values and a few functions: no file, no clock, no chance. A
template that is called like one of ours stands in its place; ``default/`` before the name is ours.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

import jinja2

from scorm_builder import codes
from scorm_builder.diagnostics import Code
from scorm_builder.fields import nearest
from scorm_builder.model import Completion
from scorm_builder.render import blocks
from scorm_builder.render.sandbox import MOST_OF_A_PAGE, RefusedError, Sandbox, hidden
from scorm_builder.resources import templates

OURS = "default/"
_ENDING = ".html.j2"
# What Jinja2 takes for the file of a theme's template; no file of the disk is called so.
_MARK = "<theme>"
_PLAIN = (str, int, float, tuple, Completion)

Templates = tuple[tuple[str, str], ...]


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


def say(text: Any, known: Collection[str]) -> Callable[..., str]:
    """``t`` as templates know it: our function ``text``, which has the names ``known``."""

    def said(key: object, **values: object) -> str:
        if key not in known:
            message = f"there is no text {key!r}{nearest(str(key), known)}"
            raise RefusedError(codes.BAD_TEMPLATE, message)
        try:
            return str(text(key, **values))
        except KeyError as error:
            message = f"the text {key!r} needs a value: write t({key!r}, {error.args[0]}=...)"
            raise RefusedError(codes.BAD_TEMPLATE, message) from None

    return said


def page(themed: Templates, name: str, values: Mapping[str, object]) -> str:
    """The page that the templates of a theme make of ``values``; raises :class:`Fault`."""
    first = name if name in dict(themed) else themed[0][0]
    environment = _environment(themed)
    environment.start()
    pieces: list[str] = []
    left = MOST_OF_A_PAGE
    try:
        for piece in environment.get_template(name).generate(
            {key: hidden(value) for key, value in values.items()}
        ):
            left -= len(piece)
            if left < 0:
                message = "this page is longer than any browser shows: write less"
                raise Fault(codes.BAD_TEMPLATE, first, 1, message)
            pieces.append(piece)
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
        MemoryError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        place = _place(error)
        if place is None:
            if not isinstance(error, (MemoryError, RecursionError)):
                raise
            place = first, 1
        code = error.code if isinstance(error, RefusedError) else codes.BAD_TEMPLATE
        raise Fault(code, *place, _why(error, place[0])) from None
    return "".join(pieces)


def nowhere(themed: Templates, name: str) -> Iterator[Fault]:
    """What the templates of a theme write that the page by ``name`` shows nowhere."""
    for one in blocks.nowhere(_environment(themed), name, _MARK):
        yield Fault(codes.BAD_TEMPLATE, one.name, one.line, one.message)


def _why(error: Exception, name: str) -> str:
    if isinstance(error, RecursionError):
        built_on = f"{{% extends '{OURS}{name}' %}}"
        return f"this leads back to itself: to build on our own, write {built_on}"
    if isinstance(error, MemoryError):
        return "this makes more than the memory holds: write less"
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


class _Ours(jinja2.FileSystemLoader):
    """Our own templates, and not what lies beside them, as scripts and style sheets."""

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        if not template.endswith(_ENDING):
            raise jinja2.TemplateNotFound(template)
        return super().get_source(environment, template)


@lru_cache(maxsize=8)
def _environment(themed: Templates) -> Sandbox:
    own = dict(themed)

    def load(name: str) -> tuple[str, str, None] | None:
        return (own[name], f"{_MARK}{name}", None) if name in own else None

    ours = _Ours(templates(), encoding="utf-8")
    return Sandbox(
        loader=jinja2.ChoiceLoader(
            [jinja2.FunctionLoader(load), ours, jinja2.PrefixLoader({OURS[:-1]: ours})]
        ),
        autoescape=True,
        undefined=_Unknown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
