"""Finds out which words no text of a package holds: nothing that goes by them is in use.

What scripts load cannot be known by reading them, but a name that stands in none of them, nor in a
page, a style sheet or the manifest, is put together by nobody.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from scorm_builder.package import Package, UnreadableError
from scorm_builder.spec.filenames import is_junk

_MOST_BYTES = 12 << 20
"""Of a file that is still read."""
_MOST_OF_ALL = 96 << 20
_MOST_LOOKS = 4 << 30
"""Bytes that are looked at, once for each word: some seconds."""

_NO_TEXT = re.compile(
    r".*\.(png|jpe?g|gif|webp|avif|bmp|ico|mp[34]|m4[av]|webm|og[agv]|opus|wav|flac|aac|mov|avi|wmv"
    r"|woff2?|ttf|otf|eot|pdf|map)",
    re.IGNORECASE | re.DOTALL,
)
"""Pictures, recordings and types load nothing; maps of sources are for who looks for a fault."""


def mentioned(package: Package, words: Collection[bytes]) -> frozenset[bytes]:
    """Those of ``words``, in lower case, that stand in any text of ``package``, the manifest too.

    All of them where not everything could be read.
    """
    left = frozenset(words)
    budget, looks, found = _MOST_OF_ALL, _MOST_LOOKS, set[bytes]()
    for name, member in package.files.items():
        if not left - found:
            break
        if is_junk(name) or _NO_TEXT.fullmatch(name):
            continue
        budget -= member.size
        looks -= member.size * len(left)
        if min(budget, looks) < 0:
            return left
        try:
            data = package.read(name, _MOST_BYTES)
        except UnreadableError:
            return left
        # In UTF-16 there is a zero beside each letter of ASCII.
        text = data.lower().replace(b"\0", b"")
        found.update(word for word in left - found if word in text)
    return frozenset(found)
