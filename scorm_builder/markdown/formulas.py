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

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_COMMAND = re.compile(r"\\[A-Za-z]+")
_REFERENCE = re.compile(r"&#x[0-9A-Fa-f]+;")
_ESCAPED = re.compile(r"\\.", re.DOTALL)
# Attributes of MathML Core, and those older renderers know, that hold neither style nor address.
_ATTRIBUTES = frozenset(
    "accent columnalign columnspacing depth displaystyle fence form height linethickness lspace "
    "mathcolor mathvariant maxsize minsize movablelimits notation rowspacing rspace scriptlevel "
    "separator stretchy symmetric voffset width".split()
)
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


class FormulaError(ValueError):
    """A formula that cannot be shown; the text says why."""


def mathml(tex: str, *, display: bool) -> str:
    """The formula as a ``<math>`` element, its TeX as alternative text.

    Raises :class:`FormulaError`.
    """
    from latex2mathml.converter import convert_to_element

    source = " ".join(tex.split())
    _check_braces(source)
    try:
        root = convert_to_element(source, display="block" if display else "inline")
    except Exception as error:  # the converter's own and, for odd input, any other
        fault = _FAULTS.get(type(error).__name__, "it cannot be read")
        raise FormulaError(fault) from error
    for element in root.iter():
        _clean(element)
    root.attrib = {"display": "block"} if display else {}
    root.set("alttext", source)
    root.set("dir", "ltr")
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)


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
    for key in element.attrib:
        if key in ("href", "style", "class", "id"):
            raise FormulaError(f"a formula cannot have a {key} of its own")
    element.attrib = {k: v for k, v in element.attrib.items() if k in _ATTRIBUTES}
    for text in (element.text, element.tail):
        unknown = _COMMAND.search(text or "")
        if unknown:
            raise FormulaError(f"{unknown[0]} is not known")
    # The converter writes signs as references and leaves everything else unescaped.
    element.text = _characters(element.text)
    element.tail = _characters(element.tail)


def _characters(text: str | None) -> str | None:
    return text and _REFERENCE.sub(lambda match: html.unescape(match[0]), text)
