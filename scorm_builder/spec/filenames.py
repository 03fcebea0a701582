"""Names of files that LMSs bear: the builder keeps to them, the validator judges by them."""

from __future__ import annotations

SEGMENT_LENGTH = 100
PATH_LENGTH = 200

# Docebo refuses archives with these, Chamilo flags some, and some web servers would run them.
REFUSED_EXTENSIONS = frozenset(
    ".asp .aspx .bat .cgi .dll .exe .htaccess .jsp .ph3 .php .php3 .php4 .php5 .phps .phtml .pl "
    ".py .rb .sh .shtml".split()
)
