"""Names that are packed as they are: those of web units and of themes, whose files name each other.

Everything else goes by a name of ours (``identity.package_name``).
"""

from __future__ import annotations

import posixpath
import re

from scorm_builder.spec.filenames import PATH_LENGTH, REFUSED_EXTENSIONS, SEGMENT_LENGTH

_KEPT = re.compile(r"[A-Za-z0-9._~@,=()!+$/-]+")


def problem(name: str) -> str:
    """Why an LMS would not keep a file under this name, and the cure; empty if it would."""
    extension = posixpath.splitext(name)[1].lower()
    if extension in REFUSED_EXTENSIONS:
        return f"would be refused: LMSs take no {extension}; take it out, or offer it as a zip"
    if not _KEPT.fullmatch(name):
        odd = next(char for char in name if not _KEPT.fullmatch(char))
        shown = "a blank" if odd == " " else repr(odd)
        return (
            f"holds {shown}, which LMSs and addresses change: rename it to letters, digits, "
            "'.', '-' and '_', and what names it"
        )
    if any(part.endswith(".") for part in name.split("/")):
        return "has a name that ends in a point, which Windows drops: rename it, and what names it"
    if any(len(part) > SEGMENT_LENGTH for part in name.split("/")):
        return f"has too long a name: rename it to {SEGMENT_LENGTH} characters or fewer"
    return ""


def too_long(folder: str, name: str) -> str:
    """Why ``name`` does not fit behind ``folder`` in a package, and the cure; empty if it does."""
    most = PATH_LENGTH - len(f"{folder}/")
    if len(name) <= most:
        return ""
    return f"has {len(name)} characters; at most {most} fit: shorten its path"
