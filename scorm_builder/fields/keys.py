"""The keys of the source format: which there are, and which this version does not act on yet."""

from __future__ import annotations

from scorm_builder.diagnostics import Severity

# Left out, these would change what learners get or what an LMS is told; the others would not.
_E, _W = Severity.ERROR, Severity.WARNING

LATER_COURSE = {
    **dict.fromkeys(("languages", "shared", "profile"), _E),
    **dict.fromkeys(("passing_score", "attempts", "feedback", "shuffle", "interactions"), _W),
    **dict.fromkeys(("objectives", "theme", "images", "budget"), _W),
}
LATER_MODULE = {
    "prerequisites": _E,
    **dict.fromkeys(("passing_score", "attempts", "feedback", "shuffle", "theme"), _W),
}
LATER_UNIT = {
    **dict.fromkeys(("prerequisites", "passing_score", "attempts", "graded", "questions"), _E),
    **dict.fromkeys(("shuffle", "draw", "feedback", "show_answers", "retry", "score"), _E),
    **dict.fromkeys(("time_limit", "points_wrong"), _E),
    **dict.fromkeys(("objectives", "theme"), _W),
}
LATER_TYPES = frozenset(("quiz", "audio"))
LATER_ENDINGS = {".mp3": "audio", ".m4a": "audio", ".ogg": "audio", ".wav": "audio"}

# Keys that hold paths, which are relative to the file that they stand in.
PATHS = ("source", "captions", "transcript", "poster")
UNIT = frozenset(("id", "was", "title", "type", "draft", "optional", "completion", "report"))
UNIT |= {"duration", "alt", "download", "language", "paging", *PATHS}
