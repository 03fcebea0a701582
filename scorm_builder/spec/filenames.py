"""Names of files that LMSs bear: the builder keeps to them, the validator judges by them."""

from __future__ import annotations

import re
import unicodedata

SEGMENT_LENGTH = 100
PATH_LENGTH = 200

# Docebo refuses archives with these, Chamilo flags some, and some web servers would run them.
REFUSED_EXTENSIONS = frozenset(
    ".asa .asp .aspx .bat .cfm .cgi .dll .exe .htaccess .jsp .jspx .ph3 .phar .php .php3 .php4 "
    ".php5 .php7 .php8 .phps .pht .phtml .pl .py .rb .sh .shtml".split()
)
# What systems write for themselves, and no page is ever in need of.
_SYSTEM_FOLDERS = frozenset(
    "__macosx .git .svn .hg .trashes .fseventsd .spotlight-v100 @eadir".split()
)
_SYSTEM_FILES = re.compile(
    r"\._.*|\.ds_store|\.gitignore|\.gitattributes|thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r"
    r"|~\$.*|.*~|\..*\.sw[op]",
    re.IGNORECASE | re.DOTALL,
)
# A folder of this name may be an author's, of CVs.
_CVS = re.compile(r"(?:.*/)?CVS/(?:Entries|Repository|Root|Tag|Template|Baserev)(?:\.\w+)?")
# What tools and editors leave behind, and what pages load all the same here and there.
_TOOLS_FOLDERS = frozenset(".idea .vscode .sass-cache node_modules __pycache__".split())
_TOOLS_FILES = re.compile(r".*\.(?:bak|tmp|orig|psd)", re.IGNORECASE | re.DOTALL)
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


def is_of_systems(name: str) -> bool:
    """Whether a file of this name is what a system or an editor writes for itself alone."""
    *folders, file = name.replace("\\", "/").split("/")
    return (
        any(one.lower() in _SYSTEM_FOLDERS for one in folders)
        or bool(_SYSTEM_FILES.fullmatch(file))
        or bool(_CVS.fullmatch(name))
    )


def is_junk(name: str) -> bool:
    """Whether systems, editors or tools left a file of this name, and no author."""
    *folders, file = name.replace("\\", "/").split("/")
    return (
        is_of_systems(name)
        or any(one.lower() in _TOOLS_FOLDERS for one in folders)
        or bool(_TOOLS_FILES.fullmatch(file))
    )
