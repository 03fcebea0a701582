"""The keys of the source format: the table of which loader, schema and documentation are made.

To add a key, write its line here and ask for it in the loader or the unit type; a test holds that
both agree. A line with ``later`` is a key of the format that this version does not act on yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from scorm_builder.diagnostics import Severity

# Left out, these would change what learners get or what an LMS is told; the others would not.
_E, _W = Severity.ERROR, Severity.WARNING


class Kind(Enum):
    """What stands behind a key, in words."""

    TEXT = "text"
    BOOLEAN = "`true` or `false`"
    CHOICE = "one of these words"
    TEXTS = "a list of texts"
    OBJECTIVES = "a list of texts, each with an id if you like: `- leave: Leave by the next door`"
    ID = "an id: small letters, digits and `-`, a letter first, at most 64 characters"
    IDS = "an id, or a list of ids"
    UNITS = "the id of a unit or module, or a list of them"
    DATE = "a date, as in `2026-11-24`"
    LENGTH = "a length of time, as in `20 min` or `1h30`"
    SIZE = "a size, as in `50 MB`"
    SHARE = "a share of 100, as in `80`"
    COUNT = "a whole number, or `unlimited`"
    WHOLE = "a whole number"
    AMOUNT = "a number"
    DRAW = "a whole number, or one a pool, as in `{easy: 3, hard: 2}`"
    LANGUAGE = "a language tag, as in `en` or `pt-BR`"
    LANGUAGES = "a list of language tags, as in `[de, pt-BR]`"
    COMPLETION = "a completion rule, as in `end` or `{watched: 80%}`"
    PATH = "the path of a file or folder"
    PATHS = "a list of paths"
    CONTENTS = "a list of entries"
    MARKDOWN = "text in Markdown"
    QUESTIONS = "a list of questions"
    OPTIONS = "a list of options"
    ELEMENTS = "a list of texts in Markdown"
    ANSWERS = "`true`, `false`, a text, or a list of texts"
    ROWS = "a list of rows, each a list of two texts"
    FEEDBACK = "text in Markdown, or some for `always`, `correct`, `wrong`"
    TYPE = "the name of a unit type"
    ANY = ""


@dataclass(frozen=True, slots=True)
class Key:
    """What is known of one key.

    ``default`` is said as authors read it, in backticks if it is a value. ``longest``: characters;
    0 without limit. ``inherited``: units take it from their module, modules from the course.
    ``later``: how much it weighs that this version does not act on it; None if it does.
    ``worded``: it may be a mapping, with a text (or list) a language.
    """

    kind: Kind
    meaning: str
    default: str = ""
    choices: tuple[str, ...] = ()
    longest: int = 0
    inherited: bool = False
    later: Severity | None = None
    worded: bool = False


TITLE_LENGTH = 200  # Content Aggregation Model 1.2, section 2.3; enforced by the schema.
# What a learner has to do, by the rule's name.
RULES: Mapping[str, str] = {
    "end": "Its last line (of every screen, if it has screens) was seen, and it was open so long.",
    "time": "It was open and visible for so long.",
    "watched": "So much of it (in a page: of each player) was really played, each second once.",
    "all-slides": "Every slide was on screen.",
    "opened": "It was opened or downloaded, or on screen for 10 seconds.",
    "submitted": "The answers were handed in.",
    "passed": "The answers were handed in and good enough.",
    "manual": "The learner pressed *Mark as done*.",
}

_INHERITED = {
    "language": Key(
        Kind.LANGUAGE,
        "The language of the text, and of the words that the builder adds to pages.",
        "`en`",
        inherited=True,
    ),
    "completion": Key(
        Kind.COMPLETION,
        "What a learner does to complete a unit.",
        "what the unit's type says",
        inherited=True,
    ),
    "report": Key(
        Kind.CHOICE,
        "What an LMS is told of a unit that is done; all but `completed` are for graded units.",
        "`passed` with a passing score, `completed-graded` with points only, else `completed`",
        ("completed", "passed", "passed-failed", "completed-graded"),
        inherited=True,
    ),
    "theme": Key(
        Kind.PATH,
        "The folder of its theme, which says how pages look; `none` for our own look.",
        "the folder `theme` of the course, if there is one",
        inherited=True,
    ),
}
_GRADED = {
    "passing_score": Key(
        Kind.SHARE,
        "The share of points that passes; `none` takes back what was said above.",
        "nothing is passed",
        inherited=True,
    ),
    "attempts": Key(
        Kind.COUNT, "How many times a quiz may be handed in.", "`unlimited`", inherited=True
    ),
    "shuffle": Key(
        Kind.CHOICE,
        "What comes in another order in each attempt.",
        "`none`",
        ("none", "questions", "options", "both"),
        inherited=True,
    ),
    "feedback": Key(
        Kind.CHOICE,
        "When learners see whether they were right: after `each` question, or once handed in.",
        "`end`",
        ("each", "end", "never"),
        inherited=True,
    ),
}

_NAMES = {
    "id": Key(
        Kind.ID,
        "What an LMS and links know it by; pin it once published.",
        "made of the names of folders and file",
    ),
    "was": Key(Kind.IDS, "The ids it had before, newest first, so that learners keep progress."),
}

COURSE: Mapping[str, Key] = {
    "title": Key(
        Kind.TEXT,
        "The name of the course. The one key that it needs.",
        longest=TITLE_LENGTH,
        worded=True,
    ),
    "id": replace(_NAMES["id"], default="made of the title"),
    **_INHERITED,
    "languages": Key(
        Kind.LANGUAGES, "Further languages that it is translated to; each becomes a package."
    ),
    "version": Key(Kind.TEXT, 'Its version, in quotes: `"1.10"`.', "`1.0`", longest=20),
    "description": Key(Kind.TEXT, "What it is about, for catalogues.", longest=2000, worded=True),
    "keywords": Key(
        Kind.TEXTS,
        "Words to find it by; with a description, a metadata record is made.",
        worded=True,
    ),
    "date": Key(Kind.DATE, "When this version was made."),
    "duration": Key(Kind.LENGTH, "How long it takes a learner."),
    "contributors": Key(Kind.TEXTS, "Who made it."),
    "rights": Key(Kind.TEXT, "Licence or terms of use.", longest=1000, worded=True),
    "packaging": Key(
        Kind.CHOICE,
        "What becomes a SCO: `units` makes each unit one, `packages` packs each by itself; this"
        " version builds no others.",
        "`units`",
        ("units", "modules", "single", "packages"),
    ),
    "exit_when_done": Key(
        Kind.CHOICE,
        "How a finished unit is left: `normal` is for LMSs that keep suspended attempts open.",
        "`suspend`",
        ("suspend", "normal"),
    ),
    "html": Key(
        Kind.CHOICE,
        "What becomes of HTML in Markdown: `sanitize` cleans what comes from sources not trusted.",
        "`keep`",
        ("keep", "sanitize"),
    ),
    "root": Key(Kind.PATH, "The folder that holds the content.", "`.`"),
    "contents": Key(Kind.CONTENTS, "What there is, in this order.", "what is numbered"),
    "resources": Key(
        Kind.PATHS,
        "Files to pack though no unit links to them: paths, folders, or forms as in `files/*.pdf`.",
    ),
    "shared": Key(Kind.PATHS, "Folders outside of it whose files its units may use."),
    "profile": Key(Kind.ANY, "The LMS that the package is made for.", later=_E),
    "mastery_score": Key(
        Kind.BOOLEAN,
        "Gives LMSs the passing score of units with `report: passed-failed`, to decide by.",
        "`true`",
    ),
    **_GRADED,
    "interactions": Key(
        Kind.CHOICE,
        "Which answers an LMS is told one by one: each in its turn, the latest of each question.",
        "`journal`",
        ("journal", "state", "none"),
    ),
    "objectives": Key(
        Kind.OBJECTIVES,
        "What learners can do afterwards, for the metadata record; questions name their ids.",
        worded=True,
    ),
    "images": Key(Kind.ANY, "How large pictures are packed.", later=_W),
    "budget": Key(Kind.SIZE, "How large the package may become; the build warns if it is larger."),
}

MODULE: Mapping[str, Key] = {
    "title": Key(
        Kind.TEXT,
        "Its name in the menu.",
        "that of its `index.md`, else made of the folder's name",
        longest=TITLE_LENGTH,
        worded=True,
    ),
    **_NAMES,
    "description": Key(Kind.TEXT, "What it is about; its first unit shows it.", worded=True),
    "draft": Key(
        Kind.BOOLEAN,
        "Leaves it and all that lies in it out, unless `--drafts` takes it in.",
        "`false`",
    ),
    "contents": Key(Kind.CONTENTS, "What there is, in this order.", "what is numbered"),
    **_INHERITED,
    "type": Key(
        Kind.TYPE,
        "`slides` makes the folder a deck of its numbered images, and this file that unit's.",
        choices=("slides",),
    ),
    "prerequisites": Key(Kind.UNITS, "What has to be done before any of its units opens."),
    **_GRADED,
}

# Keys that hold paths, which are relative to the file that they stand in.
PATHS = ("source", "captions", "transcript", "poster", "theme")
# What a translation may say for itself; all else is the same in every language.
TRANSLATED = frozenset(("title", "language", "draft", "alt", "download", "questions", *PATHS))

UNIT: Mapping[str, Key] = {
    "title": Key(
        Kind.TEXT,
        "Its name in the menu, and its heading if the text has none.",
        "the first heading, else made of the file's name",
        longest=TITLE_LENGTH,
        worded=True,
    ),
    **_NAMES,
    "type": Key(Kind.TYPE, "What kind of unit it is.", "what the file's ending says"),
    "draft": Key(Kind.BOOLEAN, "Leaves it out, unless `--drafts` takes it in.", "`false`"),
    "optional": Key(Kind.BOOLEAN, "It does not count for the completion of a course.", "`false`"),
    "duration": Key(Kind.LENGTH, "How long it takes a learner."),
    **_INHERITED,
    "source": Key(
        Kind.PATH,
        "The medium that it shows; of a quiz, a bank of questions in GIFT.",
        "the file of the same name",
    ),
    "captions": Key(
        Kind.PATHS,
        "Its captions (WebVTT); `none` if nothing is said in it.",
        "`NAME.LANGUAGE.vtt` beside it",
    ),
    "transcript": Key(
        Kind.PATH,
        "What is said in it, as Markdown or plain text; `none` if nothing is.",
        "`NAME.LANGUAGE.md` or `.txt` beside it, else made of the captions",
    ),
    "poster": Key(Kind.PATH, "The picture before it plays.", "`NAME.jpg` or `NAME.png` beside it"),
    "download": Key(Kind.BOOLEAN, "Offers the file to keep.", "`true` for slides, else `false`"),
    "paging": Key(
        Kind.CHOICE,
        "`screens` shows a page in parts, divided by lines of `---`.",
        "`scroll`",
        ("scroll", "screens"),
    ),
    "alt": Key(Kind.ANY, "What it shows, for those who cannot see it.", later=_E),
    "prerequisites": Key(Kind.UNITS, "What has to be done before it opens."),
    "objectives": Key(Kind.ANY, "What learners can do afterwards.", later=_W),
    "graded": Key(
        Kind.BOOLEAN,
        "Makes the questions in a page count: the page becomes a quiz with text.",
        "`false`",
    ),
    **_GRADED,
    "questions": Key(Kind.QUESTIONS, "Questions as a list, behind those of the text."),
    "draw": Key(Kind.DRAW, "How many of its questions a learner gets in an attempt.", "all"),
    "show_answers": Key(
        Kind.CHOICE,
        "When learners see the right answers: once handed in, only once they passed, or never.",
        "`passed` if there is a passing score, else `end`",
        ("never", "end", "passed"),
    ),
    "retry": Key(
        Kind.CHOICE,
        "Which questions a further attempt asks again.",
        "`all`",
        ("all", "wrong"),
    ),
    "score": Key(Kind.CHOICE, "Which attempt an LMS is told of.", "`best`", ("best", "last")),
    "time_limit": Key(
        Kind.LENGTH, "How long an attempt may take; then it is handed in.", "no limit"
    ),
    "points_wrong": Key(
        Kind.AMOUNT, "How many points a wrong answer costs; no quiz gives less than 0.", "`0`"
    ),
}

# Of an entry of contents:, beside the keys of the unit or module that it names.
ENTRY: Mapping[str, Key] = {
    "path": Key(Kind.PATH, "The file or folder, from the file that this stands in."),
    "contents": Key(Kind.CONTENTS, "The entries of a module without a folder."),
}


# Of defaults.yaml, which lies beside the folders of courses.
DEFAULTS: Mapping[str, Key] = {name: key for name, key in COURSE.items() if key.inherited}


def later(table: Mapping[str, Key]) -> dict[str, Severity]:
    """The keys that this version does not act on, and how much that weighs."""
    return {name: key.later for name, key in table.items() if key.later is not None}


LATER_COURSE, LATER_MODULE, LATER_UNIT = later(COURSE), later(MODULE), later(UNIT)
# A folder makes them; nobody writes them behind type:.
UNWRITTEN_TYPES = frozenset(("web",))
