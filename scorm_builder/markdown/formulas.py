"""Formulas: TeX between dollars to MathML, at build time.

The converter takes what it does not know for a name and writes it as it stands; here that is an
error, as is everything that a page could not keep.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.dollarmath.index import math_block_dollar

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_COMMAND = re.compile(r"\\[A-Za-z]+")
_REFERENCE = re.compile(r"&#x[0-9A-Fa-f]+;")
_ESCAPED = re.compile(r"\\.", re.DOTALL)
# Attributes of MathML Core, and those older renderers know, that hold neither style nor address.
ATTRIBUTES = frozenset(
    "accent columnalign columnspacing depth displaystyle fence form height linethickness lspace "
    "mathcolor mathvariant maxsize minsize movablelimits notation rowspacing rspace scriptlevel "
    "separator stretchy symmetric voffset width".split()
)
# Environments that the converter lacks, as those that it has, with their columns.
_ENVIRONMENTS = {
    "aligned": ("split", ""),
    "alignedat": ("split", ""),
    "gathered": ("array", "{c}"),
    "multline": ("array", "{c}"),
    "multline*": ("array", "{c}"),
    "eqnarray": ("array", "{rcl}"),
    "eqnarray*": ("array", "{rcl}"),
    "dcases": ("cases", ""),
}
_BEGIN = re.compile(r"\\(?P<what>begin|end)\{(?P<name>[A-Za-z]+\*?)\}")
_PAIRS = re.compile(r"(?<=\\begin\{alignedat\})\{\d+\}")
# What numbers and names rows means nothing here.
_DROPPED = re.compile(r"\\(?:label\{[^{}]*\}|notag(?![A-Za-z])|nonumber(?![A-Za-z]))")
_SAID_OTHERWISE = {"arg": r"\operatorname{arg}", "P": r"\text{¶}", "copyright": r"\text{©}"}
_OTHERWISE = re.compile(rf"\\({'|'.join(_SAID_OTHERWISE)})(?![A-Za-z])")
# How many children an element must have (MathML Core, 3.3 and 3.4).
_PARTS = {
    **dict.fromkeys(("mfrac", "mroot", "msub", "msup", "munder", "mover"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
_FAULTS = {
    "DenominatorNotFoundError": "a fraction has no denominator",
    "DoubleSubscriptsError": "something has two subscripts: put {} around what belongs together",
    "DoubleSuperscriptsError": "something has two superscripts: put {} around what belongs "
    "together",
    "ExtraLeftOrMissingRightError": r"\left has no \right",
    "InvalidAlignmentError": "the alignment of a table cannot be read",
    "InvalidStyleForGenfracError": r"\genfrac has no such style",
    "InvalidWidthError": "a width cannot be read",
    "LimitsMustFollowMathOperatorError": r"\limits follows no operator",
    "MissingEndError": r"\begin has no \end",
    "MissingSuperScriptOrSubscriptError": "nothing follows ^ or _",
    "NoAvailableTokensError": "something is missing",
    "NumeratorNotFoundError": "a fraction has no numerator",
}
# Dollars that enclose a formula: no word may touch them from outside, no blank from inside.
_DOUBLE = re.compile(r"\$\$(?!\$)(?P<tex>(?:[^$\\`]|\\.)+)\$\$(?!\$)", re.DOTALL)
_SINGLE = re.compile(
    r"\$(?![\s$.,;:!?])(?P<tex>(?:[^$\\`]|\\.)+)(?<!\s)\$(?![A-Za-z0-9$])", re.DOTALL
)
# Two words in a row are prose between two prices.
_PROSE = re.compile(r"[^\W\d_]{2,}[\s).,;:!?]+[^\W\d_]{2,}")


class FormulaError(ValueError):
    """A formula that cannot be shown; the text says why."""


def plugin(parser: MarkdownIt) -> None:
    """Adds formulas to a parser: ``$x$`` in the line, ``$$`` in it or on lines of their own."""
    parser.inline.ruler.before("escape", "math_inline", _inline)
    parser.block.ruler.before(
        "fence", "math_block", math_block_dollar(allow_labels=False, allow_blank_lines=False)
    )


def _inline(state: StateInline, silent: bool) -> bool:
    at = state.pos
    if state.src[at] != "$":
        return False
    before = state.src[at - 1] if at else ""
    double = state.src.startswith("$$", at)
    match = (_DOUBLE if double else _SINGLE).match(state.src, at, state.posMax)
    if match is None or _is_prose(match["tex"]) or (before.isascii() and before.isalnum()):
        # All dollars of a run are text, so that the second does not open what the first did not.
        run = len(state.src[at : state.posMax]) - len(state.src[at : state.posMax].lstrip("$"))
        state.pending += "" if silent else "$" * run
        state.pos += run
        return True
    if not silent:
        token = state.push("math_inline_double" if double else "math_inline", "math", 0)
        token.content, token.markup = match["tex"], "$$" if double else "$"
    state.pos = match.end()
    return True


def _is_prose(text: str) -> bool:
    return "](" in text or ("\\" not in text and bool(_PROSE.search(text)))


def mathml(tex: str, *, display: bool) -> str:
    """The formula as a ``<math>`` element, its TeX as alternative text.

    Raises :class:`FormulaError`.
    """
    from latex2mathml.converter import convert_to_element

    source = " ".join(tex.split())
    _check_braces(source)
    try:
        root = convert_to_element(_known(source), display="block" if display else "inline")
    except FormulaError:
        raise
    except Exception as error:  # the converter's own and, for odd input, any other
        fault = _FAULTS.get(type(error).__name__, "it cannot be read")
        raise FormulaError(fault) from error
    for element in root.iter():
        _clean(element)
    root.attrib = {"display": "block"} if display else {}
    root.set("alttext", source)
    root.set("dir", "ltr")
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)


def _known(tex: str) -> str:
    """The same formula in words that the converter knows."""
    from latex2mathml.commands import MATRICES

    tex = _DROPPED.sub("", _PAIRS.sub("", tex))
    tex = _OTHERWISE.sub(lambda match: _SAID_OTHERWISE[match[1]], tex)

    def named(match: re.Match[str]) -> str:
        what = match["what"]
        name, columns = _ENVIRONMENTS.get(match["name"], (match["name"], ""))
        if f"\\{name}" not in MATRICES:
            raise FormulaError(f"{match[0]} is not known")
        return f"\\{what}{{{name}}}{columns if what == 'begin' else ''}"

    return _BEGIN.sub(named, tex)


def _check_braces(tex: str) -> None:
    depth = 0
    for sign in _braces(tex):
        depth += 1 if sign == "{" else -1
        if depth < 0:
            raise FormulaError("a } closes nothing")
    if depth:
        raise FormulaError("a { is not closed")


def _braces(tex: str) -> Iterator[str]:
    return (sign for sign in _ESCAPED.sub("", tex) if sign in "{}")


def _clean(element: Element) -> None:
    if len(element) < _PARTS.get(element.tag.rpartition("}")[2], 0):
        raise FormulaError("something is missing, as behind \\frac{1}")
    if element.text == "&":
        raise FormulaError(
            "a & stands outside of a table: use \\begin{aligned}, or \\& for the sign"
        )
    if element.get("linebreak"):
        raise FormulaError(r"a \\ stands outside of a table: use \begin{aligned}")
    for key in element.attrib:
        if key in ("href", "style", "class", "id"):
            raise FormulaError(f"a formula cannot have a {key} of its own")
    element.attrib = {k: v for k, v in element.attrib.items() if k in ATTRIBUTES}
    for text in (element.text, element.tail):
        unknown = _COMMAND.search(text or "")
        if unknown:
            raise FormulaError(f"{unknown[0]} is not known")
    # The converter writes signs as references and leaves everything else unescaped.
    element.text = _characters(element.text)
    element.tail = _characters(element.tail)


def _characters(text: str | None) -> str | None:
    return text and _REFERENCE.sub(lambda match: html.unescape(match[0]), text)
