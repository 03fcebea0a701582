"""What learners' records know questions and options by, and when an answer still means something.

Keys of options are single characters, since a report has no room for more. A question's signature
changes with its kind and with what its options say: an answer to another question is none to this.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Sequence

from scorm_builder.course import identity
from scorm_builder.quiz import KEYS, Kind, Option

_SIGNATURE_LENGTH = 2


def question_id(text: str) -> str:
    """The id of a question without one of its own: made of its heading."""
    return identity.join_id([identity.slug(text)])


def state_key(own: str, was: Sequence[str] = ()) -> str:
    """The key of a question's record; ``was`` are its ids before, the newest first."""
    return identity.state_key(was[-1] if was else own)


def option_keys(own: Sequence[str]) -> list[str]:
    """Keys for options of which some have their ``own``; each other has the letter of its place.

    Where that is taken, it gets the first one that is not. More than there are keys get none.
    """
    keys = list(own)
    taken = {key for key in own if key}
    for at, key in enumerate(KEYS[: len(own)]):
        if not keys[at] and key not in taken:
            keys[at] = key
    free = iter([key for key in KEYS if key not in keys])
    return [key or next(free, "") for key in keys]


def signature(kind: Kind, options: Iterable[Option], targets: Iterable[Option] = ()) -> str:
    """Two characters of base64url, of the kind and all options by their keys in any order."""
    said = [kind, *(sorted((one.key, one.text) for one in group) for group in (options, targets))]
    digest = hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).digest()
    return base64.urlsafe_b64encode(digest).decode()[:_SIGNATURE_LENGTH]
