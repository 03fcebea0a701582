"""Where the templates of a theme run: nothing of the machine is in reach, and little of its memory.

Nothing is made into text but texts, numbers and lists of them: what else there is would print where
the program keeps it, which is another place in every run. What multiplies is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment

from scorm_builder import codes
from scorm_builder.diagnostics import Code
from scorm_builder.render.printed import Parts

# What a template may make at most: characters of one text, and of a page; steps of all its ranges.
MOST_OF_A_TEXT = 1_000_000
MOST_OF_A_PAGE = 20_000_000
MOST_STEPS = 100_000
# Bits of a number.
_MOST_BITS = 10_000
# In what `%` and `format` fill in: a width that is long, or given elsewhere.
_WIDTH = re.compile(r"\d{6,}|%[-+ #0-9.]*\*|\{[^{}]+\{")
_MAKE_TEXT = (
    "capitalize center e escape filesizeformat forceescape format indent join lower pprint replace"
    " safe string striptags title tojson trim truncate upper urlencode urlize wordcount wordwrap"
    " xmlattr"
).split()
_MAKE_WIDE = ("center", "indent", "tojson", "truncate", "wordwrap")
_TOO_MUCH = "this makes more than a page can hold"


class RefusedError(Exception):
    """What a template cannot have; the text says why."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code


class Function:
    """A function that templates can call, and do nothing else with."""

    def __init__(self, inner: Callable[..., Any]) -> None:
        self.inner = inner

    def __call__(self, *args: object, **named: object) -> Any:
        return self.inner(*args, **named)

    def __repr__(self) -> str:
        return "a function"


def hidden(value: Any) -> Any:
    """A value as templates get it: of a function nothing but what it gives."""
    is_one = callable(value) and not isinstance(value, (Function, jinja2.Undefined))
    return Function(value) if is_one else value


def printable(value: object) -> object:
    """Texts and numbers; anything else is refused."""
    if isinstance(value, (str, int, float, Parts, jinja2.Undefined)):
        return value
    message = f"this prints {'nothing' if value is None else 'a value that is no text'}: name a"
    raise RefusedError(codes.BAD_TEMPLATE, f"{message} text of it")


@jinja2.pass_context
def _finalize(_: Context, value: object) -> object:
    return printable(value)


class Sandbox(ImmutableSandboxedEnvironment):
    """Also where a unit type hands on more than it should."""

    intercepted_binops = frozenset(("*", "**", "%", "+"))

    def __init__(self, **options: Any) -> None:
        # What could be worked out while it is compiled would not pass the checks below.
        super().__init__(**options, optimized=False, finalize=_finalize)
        self.code_generator_class = _Generator
        # Chance would make of one source two packages.
        del self.filters["random"], self.globals["lipsum"]
        self._ranges = _Ranges()
        self.globals |= {name: hidden(value) for name, value in self.globals.items()}
        self.globals["range"] = Function(self._ranges)
        self.filters |= {
            name: _held(self.filters[name], is_wide=name in _MAKE_WIDE) for name in _MAKE_TEXT
        }

    def start(self) -> None:
        """Begins a page, which may take as many steps as any other."""
        self._ranges.left = MOST_STEPS

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return super().is_safe_attribute(obj, attr, value) and not isinstance(value, Path)

    def getattr(self, obj: Any, attribute: str) -> Any:
        return hidden(super().getattr(_inner(obj), attribute))

    def getitem(self, obj: Any, argument: Any) -> Any:
        return hidden(super().getitem(_inner(obj), argument))

    def call(self, context: Context, obj: Any, /, *args: Any, **named: Any) -> Any:
        inner = _inner(obj)
        if isinstance(getattr(inner, "__self__", None), str):
            _check((inner.__self__, *args, *named.values()), is_wide=True)
        return super().call(context, inner, *args, **named)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        wrapped = super().wrap_str_format(value)
        return wrapped and _held(wrapped, value.__self__)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "%" and isinstance(left, str):
            _check((left, right), is_form=True)
        elif operator == "+":
            _bound(_length(left) + _length(right))
        elif operator == "*":
            _bound(max(_length(left) * _number(right), _length(right) * _number(left)))
            _bound(_bits(left) + _bits(right), _MOST_BITS)
        elif operator == "**":
            _bound(_bits(left) * abs(_number(right)), _MOST_BITS)
        return super().call_binop(context, operator, left, right)

    def joined(self, parts: tuple[Any, ...]) -> str:
        """What ``~`` makes."""
        _check(parts, is_sum=True)
        return markup_join(parts)


class _Generator(CodeGenerator):
    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - as called
        self.write("environment.joined((")
        for one in node.nodes:
            self.visit(one, frame)
            self.write(", ")
        self.write("))")


class _Ranges:
    """``range``, whose steps are counted over a whole page."""

    left = MOST_STEPS

    def __call__(self, *args: int) -> range:
        made = range(*args)
        self.left -= len(made)
        _bound(-self.left, 0)
        return made


def _held(make: Callable[..., Any], *first: object, is_wide: bool = False) -> Callable[..., Any]:
    """A function that makes text of texts alone; ``first`` is what it has of its own."""
    takes_more = hasattr(make, "jinja_pass_arg")

    @wraps(make)
    def held(*args: Any, **named: Any) -> Any:
        given = [list(one) if isinstance(one, Iterator) else one for one in args]
        is_form = bool(first) or make.__name__ == "do_format"
        _check((*first, *given[takes_more:], *named.values()), is_form=is_form, is_wide=is_wide)
        return make(*given, **named)

    return held


def _inner(value: Any) -> Any:
    return value.inner if isinstance(value, Function) else value


def _check(
    values: tuple[Any, ...], *, is_form: bool = False, is_sum: bool = False, is_wide: bool = False
) -> None:
    """Refuses what is no text, and what could become too long a one.

    The first may be a form that the others fill in, and numbers may say how wide it becomes.
    """
    size = 1
    for value in values:
        _has_text(value)
        _bound(_number(value) if is_wide else 0)
        size = size + _length(value) if is_sum else size * max(_length(value), 1)
    _bound(size, MOST_OF_A_PAGE)
    if is_form and isinstance(values[0], str) and _WIDTH.search(values[0]):
        raise RefusedError(codes.BAD_TEMPLATE, _TOO_MUCH)


def _has_text(value: object) -> None:
    if isinstance(value, Mapping):
        value = [*value.keys(), *value.values()]
    if isinstance(value, (list, tuple)) and not isinstance(value, Parts):
        for one in value:
            _has_text(one)
    elif value is not None:
        printable(value)


def _bound(size: float, most: int = MOST_OF_A_TEXT) -> None:
    if size > most:
        raise RefusedError(codes.BAD_TEMPLATE, _TOO_MUCH)


def _length(value: object) -> int:
    if isinstance(value, (list, tuple)):
        return sum(max(_length(one), 1) for one in value)
    return len(value) if isinstance(value, str) else 0


def _number(value: object) -> float:
    return value if isinstance(value, (int, float)) else 0


def _bits(value: object) -> int:
    return value.bit_length() if isinstance(value, int) else 0
