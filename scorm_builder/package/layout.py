"""Where in a zip its members lie, as far as the directory tells."""

from __future__ import annotations

from operator import attrgetter

from scorm_builder.package.container import Contents, Member

_LOCAL = 30
"""The least that stands before a member's data, its name apart."""


def overlapping(contents: Contents) -> list[Member]:
    """The members whose bytes are, in part or whole, those of another or of the directory.

    Only the shortest that each can be is counted, so that none is found wrongly. What headers may
    hide behind longer extra fields (131 KB) is too little to make a bomb of.
    """
    found = []
    end = 0
    # Those before the file's beginning are nowhere; reading them will say so.
    there = (member for member in contents.members if member.offset >= 0)
    for member in sorted(there, key=attrgetter("offset")):
        stop = member.offset + _LOCAL + len(member.raw) + member.packed
        if member.offset < end or member.offset < contents.directory < stop:
            found.append(member)
        end = max(end, stop)
    return found
