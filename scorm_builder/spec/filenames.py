"""Names of files that LMSs bear: the builder keeps to them, the validator judges by them."""

from __future__ import annotations

import re
import unicodedata

SEGMENT_LENGTH = 100
PATH_LENGTH = 200

# Docebo refuses archives with these, Chamilo flags some, and some web servers would run them.
REFUSED_EXTENSIONS = frozenset(
    ".asp .aspx .bat .cgi .dll .exe .htaccess .jsp .ph3 .php .php3 .php4 .php5 .phps .phtml .pl "
    ".py .rb .sh .shtml".split()
)
_JUNK_FOLDERS = frozenset(
    "__macosx .git .svn .hg .idea .vscode .sass-cache node_modules __pycache__".split()
)
_JUNK_FILES = re.compile(
    r"\._.*|\.ds_store|\.gitignore|\.gitattributes|thumbs\.db|ehthumbs\.db|desktop\.ini"
    r"|.*\.bak|.*\.tmp|~\$.*|.*~|\..*\.sw[op]",
    re.IGNORECASE | re.DOTALL,
)
DRIVE = re.compile(r"[A-Za-z]:")


def meant(name: str) -> str:
    """The path that unpacking makes of a name: backslashes turned, parts that say nothing gone."""
    return "/".join(part for part in re.split(r"[/\\]", name) if part not in ("", "."))


def alike(name: str) -> str:
    """What two names share that differ in capitals and in the way accents are written, no more."""
    return unicodedata.normalize("NFC", name).lower()


def leads_out(name: str) -> bool:
    """Whether unpacking a file of this name would write outside of the folder it is unpacked to."""
    parts = re.split(r"[/\\]", name)
    return ".." in parts or parts[0] == "" or bool(DRIVE.match(name))


def is_junk(name: str) -> bool:
    """Whether systems or editors left a file of this name, and no author."""
    *folders, file = name.replace("\\", "/").split("/")
    return any(one.lower() in _JUNK_FOLDERS for one in folders) or bool(_JUNK_FILES.fullmatch(file))
