"""What libxml2 says of a faulty text, in the words of people who write manifests."""

from __future__ import annotations

import re

from scorm_builder.spec import namespaces as ns

_PARSER = (
    (
        re.compile(r"xmlParseEntityRef: no name|EntityRef: expecting ';'"),
        "an & stands here that begins no entity: write &amp;",
    ),
    (
        re.compile(r"Entity '([^']*)' not defined"),
        r"XML does not know &\1;, which is of HTML: write the character itself",
    ),
    (
        re.compile(r"Namespace prefix (\S+) .*is not defined"),
        r"the prefix '\1' is not declared: add xmlns:\1=... to <manifest>",
    ),
    (re.compile(r"Document is empty"), "it is empty"),
    (
        re.compile(r"StartTag: invalid element name"),
        "a < stands here that begins no tag: write &lt;",
    ),
    (
        re.compile(r"Couldn't find end of Start Tag (\S+).*"),
        r"the tag <\1 is broken: no > closes it, or its attributes are not as XML has them",
    ),
    (
        re.compile(r"Premature end of data in tag (\S+) line (\d+)"),
        r"it ends before the <\1> of line \2 is closed",
    ),
    (re.compile(r"Excessive depth .*"), "its elements are nested too deeply"),
    (re.compile(r"Unescaped '<' not allowed .*"), "a < stands in an attribute: write &lt;"),
    (
        re.compile(r"Opening and ending tag mismatch: (\S+) line (\d+) and (\S+)"),
        r"</\3> stands where </\1> is expected, for the <\1> of line \2",
    ),
)

MESSAGE = re.compile(r"Element '(?P<element>[^']*)'(?:, attribute '(?P<attribute>[^']*)')?: ")
"""How it begins to say what is against a schema."""
_URI = re.compile(r"\{([^{}']*)\}")
_PREFIXES = {ns.ADLCP: "adlcp:", ns.XML: "xml:"}
_SCHEMA = (
    (re.compile(r"This element is not expected\."), "it is not expected there."),
    (re.compile(r" Expected is (?:one of )?\( ##other\*? \)"), ""),
    (re.compile(r" Expected is (?:one of )?\( ([^)]*?)(?:, ##other\*?)? \)"), r" Expected: \1"),
    (re.compile(r"is not an element of the set \{(.*)\}"), r"is none of \1"),
    (re.compile(r"is not a valid value of the atomic type 'xs:int'"), "is no whole number"),
    (re.compile(r"Missing child element\(s\)\."), "an element is missing in it."),
    (re.compile(r"The attribute '[^']*' is not allowed"), "it has no place there"),
    (re.compile(r"Element content is not allowed.*"), "it holds elements, where only text may be"),
    (re.compile(r"The element is not 'nillable'"), "xsi:nil has no place there"),
    (re.compile(r"No matching global .*"), "the schema of SCORM 1.2 does not know it"),
    (re.compile(r"Character content other than .*"), "it holds text, where only elements may be"),
)


def of_parser(message: str) -> str:
    """What its parser says, as a person would; as it is where that is plain enough."""
    for pattern, words in _PARSER:
        if found := pattern.match(message):
            return found.expand(words)
    return message


def of_schema(message: str) -> str:
    """What libxml2 says against a schema, without namespaces and schema-speak."""
    parts = MESSAGE.match(message)
    if parts is None:
        return message
    said = message[parts.end() :].partition("] ")[2] or message[parts.end() :]
    said = _short(said).rstrip()
    said = re.sub(r"'([^']{80})[^']+'", r"'\1...'", said)
    for pattern, words in _SCHEMA:
        said = pattern.sub(words, said)
    what = f"<{_short(parts['element'])}>"
    if parts["attribute"]:
        what += f", attribute '{_short(parts['attribute'])}'"
    return f"{what}: {said[:1].lower()}{said[1:].rstrip('.')}"


def _short(message: str) -> str:
    """The message with prefixes, as a manifest has them, in place of namespaces."""
    return _URI.sub(lambda uri: _PREFIXES.get(uri[1], ""), message)
