"""Which type a unit is: as it says, else by the ending of its medium, else by that of its file."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from scorm_builder import codes, fields
from scorm_builder.course.outline import PAGE, SIDECAR, WEB_PAGE, Outline, way_out
from scorm_builder.fields import Fields
from scorm_builder.load.reading import Reading
from scorm_builder.model import SourceTree
from scorm_builder.quiz import gift
from scorm_builder.source.paths import Report
from scorm_builder.units import UnitType

WEB = "web"
DECK = "slides"
PAGE_TYPE, QUIZ = "page", "quiz"
# What types are called in findings, where their own name would read badly behind "a".
_NOUNS = {WEB: "web unit", "audio": "recording", DECK: "deck of slides"}


class UnitTypes:
    """Decides for the units of one course."""

    def __init__(
        self, tree: SourceTree, outline: Outline, types: Mapping[str, UnitType], report: Report
    ) -> None:
        self._tree = tree
        self._outline = outline
        self._types = types
        self._report = report

    def type_of(self, own: Fields, path: str, reading: Reading) -> str | None:
        """The name of the type; None and a finding where there is none. Sets the medium."""
        said = own.text("type")
        source = own.text("source")
        is_folder = path in self._tree.folders
        if is_folder and said == DECK and not self._outline.is_web(path):
            return DECK
        if is_folder and said in ("", WEB):
            return WEB
        if is_folder or said == WEB:
            message = f"a web unit is a folder with an {WEB_PAGE}: number such a folder"
            if is_folder:
                message = f"a folder with an {WEB_PAGE} is a web unit: take out type:"
            self._report(codes.WRONG_VALUE, own.span("type"), message)
            return None
        if said and said not in self._types:
            message = f"there is no unit type {said!r}{fields.nearest(said, self._types)}"
            self._report(codes.WRONG_VALUE, own.span("type"), message)
            return None
        if source:
            reading.medium = reading.asset(source, own.span("source"))
            if reading.medium is None:
                return None
        medium = reading.medium
        ending = posixpath.splitext(medium.path if medium else path)[1].lower()
        if said in ("", PAGE_TYPE) and "graded" in own and ending == PAGE:
            said = QUIZ
        is_bank = said == QUIZ and ending == gift.ENDING
        name = said or self._by_ending(ending)
        if name is None:
            way = way_out(ending) or "name a video, an audio or a PDF"
            message = f"a {ending or 'file without ending'} is no medium of a unit: {way}"
            self._report(codes.UNSUPPORTED_FILE, own.span("source"), message)
            return None
        shows_text = name == QUIZ or PAGE in self._types[name].EXTENSIONS
        if shows_text and medium is not None and not is_bank:
            message = f"a {name} shows no medium: take out source:, or the line type:"
            if name == QUIZ and source:
                message = f"a quiz takes a bank of questions in GIFT, {gift.ENDING}, as its source:"
            span = own.key_span("source" if source else "type")
            self._report(codes.WRONG_VALUE, span, message)
            return None
        is_list = name == QUIZ and path.lower().endswith(SIDECAR)
        if shows_text and not path.lower().endswith(PAGE) and not is_list:
            message = f"a {name} is a file of its own that ends in {PAGE}: write its text there"
            self._report(codes.WRONG_VALUE, own.span("type"), message)
            return None
        return name

    def _by_ending(self, ending: str) -> str | None:
        return next((n for n, kind in self._types.items() if ending in kind.EXTENSIONS), None)


def noun(name: str) -> str:
    """A unit of this type in words."""
    return _NOUNS.get(name, name)
