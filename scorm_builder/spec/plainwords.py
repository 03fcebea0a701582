"""What libxml2 says of a faulty text, in the words of people who write manifests."""

from __future__ import annotations

import re
from html.entities import html5

from scorm_builder.spec import namespaces as ns

_ENTITY = re.compile(r"Entity '([^']*)' not defined")
_PARSER = (
    (
        re.compile(r"xmlParseEntityRef: no name|EntityRef: expecting ';'"),
        "an & stands here that begins no entity: write &amp;",
    ),
    (
        re.compile(r"Namespace prefix (\S+) .*is not defined"),
        r"the prefix '\1' is not declared: add xmlns:\1=... to <manifest>",
    ),
    (re.compile(r"Document is empty"), "it is empty"),
    (
        re.compile(r"Start tag expected, '<' not found"),
        "it begins with text, where a tag has to be",
    ),
    (
        re.compile(r"Extra content at the end of the document"),
        "it goes on behind the end of its first element, which has to hold all others",
    ),
    (
        re.compile(r"AttValue: \" or ' expected"),
        'the value of an attribute has no quotation marks: write name="value"',
    ),
    (
        re.compile(r"Specification mandates value for attribute (\S+)"),
        r'the attribute \1 has no value: write \1="..."',
    ),
    (re.compile(r"AttValue: ' expected|AttValue: .*"), "a quotation mark is not closed"),
    (
        re.compile(r"(?:Namespaced )?Attribute (.+?) (?:in '.*' )?redefined"),
        r"an element has the attribute \1 twice: keep one",
    ),
    (
        re.compile(r"attributes construct error"),
        "attributes have to have a blank between them, and values a quotation mark at either end",
    ),
    (
        re.compile(r"error parsing attribute name"),
        "an attribute is expected here: perhaps the tag before it is not closed with >",
    ),
    (re.compile(r"ParsePI: PI (\S+) never end.*"), r"<?\1 is not closed with ?>"),
    (re.compile(r"Sequence ']]>' not allowed.*"), "]]> stands in a text: write ]]&gt;"),
    (re.compile(r"Couldn't find end of Start Tag (\S+).*"), r"the tag <\1 is not closed with >"),
    (
        re.compile(r"XML (?:or text )?declaration (?:not at|allowed only at the) start .*"),
        "something stands before <?xml ...?>, which has to come first: move it behind that",
    ),
    (re.compile(r"Comment not terminated.*"), "a comment is not closed with -->"),
    (re.compile(r"Double hyphen within comment.*"), "-- stands inside a comment: take it out"),
    (re.compile(r"CData section not finished.*", re.DOTALL), "CDATA is not closed with ]]>"),
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
    if found := _ENTITY.match(message):
        name = found[1]
        if f"{name};" in html5:
            return f"XML does not know &{name};, which is of HTML: write the character itself"
        return f"XML does not know &{name};: write &amp; for an & that is meant as such"
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
