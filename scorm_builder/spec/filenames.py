"""Names of files that LMSs bear: the builder keeps to them, the validator judges by them."""

from __future__ import annotations

import re

SEGMENT_LENGTH = 100
PATH_LENGTH = 200

# Docebo refuses archives with these, Chamilo flags some, and some web servers would run them.
REFUSED_EXTENSIONS = frozenset(
    ".asp .aspx .bat .cgi .dll .exe .htaccess .jsp .ph3 .php .php3 .php4 .php5 .phps .phtml .pl "
    ".py .rb .sh .shtml".split()
)
DRIVE = re.compile(r"[A-Za-z]:")


def leads_out(name: str) -> bool:
    """Whether unpacking a file of this name would write outside of the folder it is unpacked to."""
    parts = re.split(r"[/\\]", name)
    return ".." in parts or parts[0] == "" or bool(DRIVE.match(name))
