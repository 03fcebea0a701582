"""Every finding that a course source can earn: one row a kind.

S0 is about the tree and its YAML, S1 about identity and links, S2 about what stands in Markdown and
media, S3 about the package that would come of it. Ids are never reused. Findings on packages have
the ids of their rules (``rules/``).
"""

from __future__ import annotations

from scorm_builder.diagnostics import Code, Severity

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741 - read as columns

NO_COURSE = Code("S001", "no-course", E, "There is no course.yaml where a course should be")
FILE_NAME = Code("S002", "file-name", E, "The file of a course or module has the wrong name")
NESTED_COURSE = Code("S003", "nested-course", E, "A course lies inside another course")
OUTSIDE_ROOT = Code("S004", "outside-root", E, "A link or path leads out of the content root")
NOT_UTF8 = Code("S005", "not-utf8", E, "A text file is not UTF-8")
EMPTY_MODULE = Code("S006", "empty-module", E, "A module or course has no unit")
DEEP_MODULE = Code("S007", "deep-module", W, "Modules are nested more than three deep")
EQUAL_NUMBERS = Code("S008", "equal-numbers", W, "Two things in a folder have the same number")
UNSUPPORTED_FILE = Code("S009", "unsupported-file", E, "A numbered file is of no kind of unit")
YAML = Code("S010", "yaml", E, "YAML cannot be read")
DUPLICATE_KEY = Code("S011", "duplicate-key", E, "A key is given twice")
UNKNOWN_KEY = Code("S012", "unknown-key", E, "A key is not known")
WRONG_TYPE = Code("S013", "wrong-type", E, "A value is of the wrong kind")
WRONG_VALUE = Code("S014", "wrong-value", E, "A value is not among those allowed")
TOO_LONG = Code("S015", "too-long", E, "A text is longer than the standard allows")
MISSING_TITLE = Code("S016", "missing-title", E, "A course has no title")
GUESSED_TITLE = Code("S017", "guessed-title", W, "A title was made from a file name")
NOT_YET = Code("S018", "not-yet", E, "Part of the source format that this version lacks")
LOOKS_LIKE_CONTENT = Code("S019", "looks-like-content", W, "An unnumbered file looks like content")
SAME_STEM = Code("S020", "same-stem", E, "Two units in a folder have the same stem")
LONELY_SIDECAR = Code("S021", "lonely-sidecar", E, "A YAML file belongs to no unit and is none")
BAD_FRONT_MATTER = Code("S022", "bad-front-matter", E, "Front matter does not begin or end")
BAD_TITLE = Code("S023", "bad-title", E, "A title that LMSs cannot show")
NOT_LISTED = Code("S024", "not-listed", I, "Content that contents: does not list")
SAME_COURSE_ID = Code("S025", "same-course-id", E, "Two courses would become the same zip")
LISTED_TWICE = Code("S026", "listed-twice", E, "A file or folder is in the course twice")
TWO_THINGS = Code("S027", "two-things", E, "A folder is two kinds of thing at once")
CASE_TWINS = Code("S028", "case-twins", E, "Two names are one on some systems")
BAD_NAME = Code("S029", "bad-name", E, "A file name that cannot be written as text")
UNREADABLE = Code("S030", "unreadable", E, "A file or folder cannot be read")
UNUSED = Code("S031", "unused", I, "Files that no unit uses")
EMPTY_KEY = Code("S032", "empty-key", W, "A key with nothing behind it")
OVERLOOKED = Code("S033", "overlooked", W, "Something in a folder of courses that is not built")

BAD_ID = Code("S101", "bad-id", E, "An id is not of the form that LMSs keep")
SAME_ID = Code("S102", "same-id", E, "Two units or modules have the same id")
WAS_IN_USE = Code("S103", "was-in-use", E, "A former id is in use elsewhere")
DEAD_LINK = Code("S104", "dead-link", E, "A link leads to nothing")
WRONG_CASE = Code("S105", "wrong-case", E, "A path differs from the file's name in case")
DEAD_ANCHOR = Code("S106", "dead-anchor", E, "A link leads to a heading that is not there")
BAD_PATH = Code("S107", "bad-path", E, "A path is not written as paths in a course are")
UNFIT_COMPLETION = Code(
    "S108", "unfit-completion", E, "A completion rule that the unit cannot have"
)
MASTERY = Code("S109", "mastery", E, "A mastery score where nothing is graded")

EXTRA_H1 = Code("S201", "extra-h1", W, "A page has more than one first-level heading")
MISSING_ALT = Code("S202", "missing-alt", W, "An image has no text for those who cannot see it")
NOT_AN_IMAGE = Code("S203", "not-an-image", E, "An image file is none")
NO_CAPTIONS = Code("S204", "no-captions", W, "A video has no captions")
BAD_CAPTIONS = Code("S205", "bad-captions", E, "A caption file is no WebVTT")
NOT_A_VIDEO = Code("S206", "not-a-video", E, "A video file is none")
BAD_PDF = Code("S207", "bad-pdf", E, "A PDF cannot be read")
FONT_NOT_EMBEDDED = Code("S208", "font-not-embedded", W, "A PDF lacks a font that it uses")
NO_MEDIUM = Code("S209", "no-medium", E, "A unit has no file to show")
LEFT_OUT = Code("S210", "left-out", W, "HTML that pages cannot keep")
FROM_ELSEWHERE = Code("S211", "from-elsewhere", W, "A page would load something from elsewhere")
UNCLOSED_COMMENT = Code("S212", "unclosed-comment", E, "An HTML comment is not closed")
SAME_ANCHOR = Code("S213", "same-anchor", W, "Two things in a page have the same id")
SLIDE_WITHOUT_TEXT = Code("S214", "slide-without-text", W, "A slide is a picture without text")
NO_LINK = Code("S215", "no-link", E, "Text that was meant as a link or an image")
NO_DEFINITION = Code("S216", "no-definition", E, "A reference to something defined nowhere")
NO_ALERT = Code("S217", "no-alert", W, "A quote that was meant as an alert")
NO_HEADING = Code("S218", "no-heading", W, "Text that was meant as a heading")
UNBALANCED = Code("S219", "unbalanced", E, "HTML that is not closed, or closed without opening")
UNUSED_FOOTNOTE = Code("S220", "unused-footnote", W, "A footnote that nothing refers to")
BAD_FORMULA = Code("S221", "bad-formula", E, "A formula that cannot be shown")
UNUSED_ABBREVIATION = Code("S222", "unused-abbreviation", W, "An abbreviation that occurs nowhere")
WORDLESS_LINK = Code("S223", "wordless-link", W, "A link without words")
UNKEPT_NAME = Code("S230", "unkept-name", E, "A name that cannot be kept as a web unit has it")
OWN_TRACKING = Code("S231", "own-tracking", W, "A web unit that looks for an LMS by itself")
NO_BREAK = Code("S240", "no-break", W, "Dashes that were meant as a screen break")
EMPTY_SCREEN = Code("S241", "empty-screen", W, "A screen break with nothing on one side")
ONE_SCREEN = Code("S242", "one-screen", W, "A page of screens that has only one")

NAMES_MEET = Code("S301", "names-meet", E, "Two files would have one name in the package")
TOO_MUCH = Code("S302", "too-much", E, "More files or bytes than a zip of the standard holds")
NO_METADATA = Code("S303", "no-metadata", I, "The manifest gets no metadata record")
STATE_TOO_LARGE = Code("S304", "state-too-large", E, "A unit's progress cannot fit")
BAD_CHARACTER = Code("S305", "bad-character", E, "A character that no manifest can hold")
NOT_PUBLISHED = Code("S306", "not-published", E, "A package could not be put in its place")
