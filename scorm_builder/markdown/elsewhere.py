"""What a page would load from another server, and how bad that is: rules on packages leave it out.

They see it as well, in the page that became of the text, and their verdict (H05, H06) is given here
in their stead: at the place that the author can edit.
"""

from __future__ import annotations

from scorm_builder.diagnostics import Severity
from scorm_builder.markdown.rawhtml import Kind

_SHOWN = 60


def told(kind: Kind, address: str) -> tuple[str, Severity]:
    """The message on something that is shown, and its weight.

    An LMS is served by https: and into such a page browsers load no frame, script or captions by
    http:; pictures and recordings they try by https: instead (Mixed Content, 4.1).
    """
    shown = address if len(address) <= _SHOWN else f"{address[: _SHOWN - 3]}..."
    problem = f"{shown!r} is no file of the course"
    if kind == "image":
        return f"{problem}: save it there and name that", Severity.WARNING
    cure = "link to it, since it needs the network, or save it there"
    if kind == "part" and address.lower().startswith("http:"):
        message = f"{problem}, and by http: browsers show none of it in an LMS: {cure}"
        return message, Severity.ERROR
    return f"{problem}: {cure}", Severity.WARNING
