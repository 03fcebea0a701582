"""A mend is an edit in the text of a manifest: what it does not touch stays to the letter."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from scorm_builder.mending import manifests
from scorm_builder.mending.manifests import Around
from tests.mending.copies import identities, manifest_mended
from tests.rules.test_rules import GOOD

MANIFEST = "imsmanifest.xml"
TEXT = GOOD[MANIFEST].decode()
NAMES = frozenset(GOOD)
AROUND = Around(NAMES)


def mend(text: str | bytes, *rules: str, names: frozenset[str] = NAMES) -> str:
    """The manifest after the mends of these rules; of all, if none is named."""
    data = text if isinstance(text, bytes) else text.encode()
    out, _ = manifests.mended(data, Around(names), lambda one: not rules or one in rules)
    return out.decode()


def changed(before: str, after: str) -> list[str]:
    """Lines that went, with a minus, and that came, with a plus."""
    lines = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [f"{one[0]} {one[2:].strip()}" for one in lines if one[0] in "+-"]


def test_comments_cdata_line_breaks_and_strangers_stay() -> None:
    odd = TEXT.replace("<title>The drill</title>", "<title><![CDATA[The <drill> ]]>&#38;</title>")
    odd = odd.replace(
        "  <resources>", "  <!-- isvisible of old: < > -->\n  <?tool x?>\n  <resources>"
    )
    odd = odd.replace(
        "</organization>", "<v:x xmlns:v='urn:v' v:a = '1'  b=\"&quot;\" /></organization>"
    )
    odd = odd.replace(' isvisible="true">\n          <title>The way', ">\n          <title>The way")
    odd = odd.replace("\n", "\r\n")
    assert changed(odd, mend(odd)) == [
        '- <item identifier="way-out" identifierref="way-out-page">',
        '+ <item identifier="way-out" identifierref="way-out-page" isvisible="true">',
    ]


def test_a_character_that_xml_forbids_is_left_to_its_author() -> None:
    odd = TEXT.replace("The drill", "The \x0bdr\u00efll &#2;").replace(">1.2<", "> 1.2 <")
    assert mend(odd) == odd.replace("> 1.2 <", ">1.2<")


def test_a_document_type_is_left_to_its_author() -> None:
    odd = TEXT.replace("<manifest", "<!DOCTYPE manifest>\n<manifest", 1).replace(">1.2<", ">1.2 <")
    assert mend(odd) == odd.replace(">1.2 <", ">1.2<")


def test_a_manifest_that_declares_entities_is_not_touched() -> None:
    odd = TEXT.replace("<manifest", '<!DOCTYPE m [<!ENTITY a "b">]>\n<manifest', 1)
    odd = odd.replace(">1.2<", ">1.2 <")
    assert mend(odd) == odd


def test_what_cannot_be_parsed_is_not_touched() -> None:
    odd = TEXT.replace("</resources>", "").replace(">1.2<", ">1.2 <")
    assert mend(odd) == odd


def test_another_encoding_stays_where_its_rule_is_not_wanted() -> None:
    odd = TEXT.replace("UTF-8", "UTF-16").replace(">1.2<", ">1.2 <").encode("utf-16")
    out, _ = manifests.mended(odd, AROUND, lambda one: one != "M02")
    assert out == TEXT.replace("UTF-8", "UTF-16").encode("utf-16")


def test_what_utf_16_is_converted_from_is_told_by_its_bytes() -> None:
    # Its declaration says UTF-8, which it is not.
    out, mends = manifests.mended(TEXT.encode("utf-16"), AROUND, lambda one: one == "M02")
    assert out == TEXT.encode()
    assert "converted to UTF-8 from UTF-16" in str(mends)


@pytest.mark.parametrize(
    ("declared", "becomes"),
    [
        ('<?xml version="1.0" encoding="ISO-8859-1"?>', '<?xml version="1.0" encoding="UTF-8"?>'),
        ("<?xml version='1.0' encoding='latin1'?>", "<?xml version='1.0' encoding='UTF-8'?>"),
    ],
)
def test_letters_survive_another_encoding(declared: str, becomes: str) -> None:
    body = TEXT[TEXT.index("?>") + 2 :].replace("The drill", "\u00dcbung")
    assert mend((declared + body).encode("latin-1"), "M02") == becomes + body


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "windows-1252", "iso-8859-15"])
def test_utf_8_that_says_it_is_of_a_code_page_is_not_read_by_that(encoding: str) -> None:
    good = TEXT.replace("The drill", "\u00dcbung \u2013 \u6f22")
    assert mend(good.replace("UTF-8", encoding).encode(), "M02") == good
    told = manifests.mended(good.replace("UTF-8", encoding).encode(), AROUND, lambda _: True)[1]
    assert f"it says UTF-8, which it is, and no more '{encoding}'" in str(told[0])


def test_names_that_an_lms_has_read_by_a_code_page_stay_what_it_has_read() -> None:
    """Else all that it keeps of learners would be of an item that is there no more."""
    odd = TEXT.replace('"drill"', '"\u00fcbung"').replace("UTF-8", "ISO-8859-1")
    assert mend(odd.encode(), "M02") == odd.encode().decode("latin-1").replace(
        "ISO-8859-1", "UTF-8"
    )


def test_a_mark_that_said_the_encoding_is_not_missed() -> None:
    """Of a file with a mark of UTF-8 that says it is Latin-1, the mark is right."""
    body = TEXT.replace("UTF-8", "ISO-8859-1").replace("The drill", "\u00dcbung")
    assert mend(b"\xef\xbb\xbf" + body.encode()) == body.replace("ISO-8859-1", "UTF-8")


def test_an_encoding_that_is_not_the_one_it_says_is_not_converted() -> None:
    """As some programs write it: UTF-8 that says it is UTF-16, which would become rubbish."""
    odd = TEXT.replace("UTF-8", "utf-16").encode()
    for data in (odd, odd + b" "):
        out, mends = manifests.mended(data, AROUND, lambda _: True)
        assert (out, mends) == (data, [])


def test_bytes_of_no_encoding_are_left_to_their_author() -> None:
    odd = TEXT.encode().replace(b"The drill", b"\xdcbung")
    out, mends = manifests.mended(odd, AROUND, lambda _: True)
    assert (out, mends) == (odd, [])


PREFIXED = TEXT.replace("xmlns=", "xmlns:imscp=")
for _name in (
    *("manifest", "metadata", "schema", "schemaversion", "organizations", "organization"),
    *("title", "item", "resources", "resource", "file", "dependency"),
):
    for _end in (" ", ">"):
        PREFIXED = PREFIXED.replace(f"<{_name}{_end}", f"<imscp:{_name}{_end}")
    PREFIXED = PREFIXED.replace(f"</{_name}>", f"</imscp:{_name}>")


def test_prefixes_of_ims_go() -> None:
    declared = ' xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"'
    last = 'adlcp_rootv1p2.xsd"'
    plain = TEXT.replace(f"\n   {declared}", "").replace(last, last + declared)
    assert mend(PREFIXED) == plain


def test_prefixes_stay_where_another_namespace_is_the_default() -> None:
    """``<x>`` would be an IMS element, were the default namespace IMS's."""
    odd = PREFIXED.replace("xmlns:imscp=", 'xmlns="urn:other" xmlns:imscp=', 1)
    odd = odd.replace("</imscp:manifest>", "<x/></imscp:manifest>")
    assert mend(odd, "M07") == odd


def test_a_namespace_of_scorm_2004_is_not_taken_for_a_slip() -> None:
    odd = TEXT.replace("xsd/adlcp_rootv1p2", "xsd/adlcp_v1p3")
    assert mend(odd, "M08") == odd


def test_no_version_is_said_of_what_may_be_another() -> None:
    bare = TEXT.replace("    <schemaversion>1.2</schemaversion>\n", "")
    assert "<schemaversion>1.2</schemaversion>" in mend(bare, "D01")
    mixed = bare.replace("<item ", '<item xmlns:s="http://www.imsglobal.org/xsd/imsss" s:a="b" ', 1)
    assert mend(mixed, "D01") == mixed
    other = bare.replace("ADL SCORM", "IMS Content")
    assert mend(other, "D01") == other
    untold = bare.replace("adlcp:scormtype", "scormtype")
    assert mend(untold, "D01") == untold


def test_a_version_of_something_else_is_not_a_slip() -> None:
    odd = TEXT.replace(">1.2<", ">1.2.7<")
    assert mend(odd, "M10") == odd


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("<!-- x -->1.2 ", "1.2<!-- x -->"),
        (" 1<!-- > -->.2<?a b?>", "1.2<!-- > --><?a b?>"),
        ("<![CDATA[ 1.2 ]]><!--\n-->", "1.2<!--\n-->"),
        ("<!-- <![CDATA[ -->\n1.2", "1.2<!-- <![CDATA[ -->"),
    ],
)
def test_a_comment_beside_a_version_stays_and_comes_behind_it(written: str, becomes: str) -> None:
    odd = TEXT.replace(">1.2<", f">{written}<")
    assert mend(odd, "M10") == TEXT.replace(">1.2<", f">{becomes}<")


def test_a_version_with_a_comment_before_it_is_said() -> None:
    """So that no other is said beside it (D01), or in its place (M10)."""
    odd = TEXT.replace(">1.2<", "><!-- x -->1.2<")
    assert mend(odd, "D01", "M10") == odd


def test_the_order_of_items_is_not_touched() -> None:
    first, second = TEXT.index("<item"), TEXT.index('<item identifier="drill"')
    title = "<title>Fire safety</title>"
    odd = TEXT.replace(title, "").replace("    </organization>", f"    {title}</organization>")
    out = mend(odd, "M12")
    assert out.index(title) < out.index('identifier="alarm"') < out.index('identifier="drill"')
    assert identities(out.encode()) == identities(TEXT.encode())
    assert first < second


def test_a_file_is_listed_where_it_is_nearest() -> None:
    text = TEXT.replace('"way-out.html"', '"way/out/index.html"')
    new = {"way/out/a.css", "way/out/deep/b.css", "way/c.css", "wayward.css"}
    names = NAMES | new | {"way/out/index.html"}
    out = mend(text, "F05", names=frozenset(names))
    alarm = out[out.index('identifier="alarm-page"') :].split("</resource>")[0]
    way_out = out[out.index('identifier="way-out-page"') :].split("</resource>")[0]
    assert {one for one in new if f'"{one}"' in way_out} == {"way/out/a.css", "way/out/deep/b.css"}
    assert {one for one in new if f'"{one}"' in alarm} == {"way/c.css", "wayward.css"}
    assert alarm.rindex("<file ") < alarm.index("<dependency ")


def test_names_that_lms_read_differently_are_not_listed() -> None:
    names = NAMES | {"a b.css", "f\u00fcr.css", "50%.css", "what?.css", "plain.css"}
    out = mend(TEXT, "F05", names=frozenset(names))
    assert changed(TEXT, out) == ['+ <file href="plain.css"/>']


def test_entries_are_made_in_a_resource_that_has_none() -> None:
    text = TEXT.replace(
        '<file href="alarm.html"/>\n      <dependency identifierref="shared"/>\n    </resource>', ""
    ).replace('sco" href="alarm.html">', 'sco" href="alarm.html?a=1&amp;b=2#c"/>', 1)
    out = mend(text, "M28", "F05")
    assert '<resource identifier="alarm-page"' in out
    assert '#c">\n      <file href="alarm.html"/>\n    </resource>' in out


def test_capitals_of_two_files_are_for_the_author(tmp_path: Path) -> None:
    odd = TEXT.replace('href="alarm.html"', 'href="ALARM.html"')
    names = NAMES | {"Alarm.html"}
    assert mend(odd, "F02", names=frozenset(names)) == odd
    assert mend(odd, "F02") == TEXT
    assert manifest_mended(tmp_path, GOOD, odd.encode()).left == set()


def test_what_stands_behind_a_name_stays() -> None:
    odd = TEXT.replace('sco" href="alarm.html"', 'sco" href="Alarm.html?a=%20B#C"')
    assert mend(odd, "F02") == odd.replace("Alarm", "alarm")


def test_a_base_is_kept_where_an_href_would_lead_elsewhere() -> None:
    odd = TEXT.replace('identifier="way-out-page"', 'identifier="way-out-page" xml:base="sub/"')
    both = NAMES | {"sub/way-out.html"}
    assert mend(odd, "M31", names=frozenset(both)) == odd, "with and without: which is meant?"
    assert mend(odd, "M31") == odd, "the file is not there"
    alone = both - {"way-out.html"}
    out = mend(odd, "M31", names=frozenset(alone))
    assert out == TEXT.replace('href="way-out.html"', 'href="sub/way-out.html"')


def test_a_base_that_says_nothing_is_left_alone() -> None:
    odd = TEXT.replace('identifier="way-out-page"', 'identifier="way-out-page" xml:base=""')
    assert mend(odd, "M31") == odd


def test_items_say_that_they_are_visible_where_nested_ones_do_not() -> None:
    """Open edX lists no item without it; of a menu of one level nothing is found, or done."""
    silent = TEXT.replace(' isvisible="true"', "")
    assert mend(silent, "M32") == TEXT
    flat = TEXT.replace('"alarm-page" isvisible="true"', '"alarm-page"')
    assert mend(flat, "M32") == flat
    hidden = silent.replace('identifier="alarm" ', 'identifier="alarm" isvisible="false" ')
    assert 'identifier="alarm" isvisible="false" ' in mend(hidden, "M32")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("1", "true"), ("TRUE", "true"), (" true ", "true"), (" 0 ", "false"), ("False", "false")],
)
def test_whether_an_item_is_seen_is_said_in_the_words_for_it(written: str, meant: str) -> None:
    odd = TEXT.replace('isvisible="true"', f'isvisible="{written}"', 1)
    assert mend(odd, "M32") == TEXT.replace('isvisible="true"', f'isvisible="{meant}"', 1)
    for other in ("yes", "2", ""):
        odd = TEXT.replace('isvisible="true"', f'isvisible="{other}"', 1)
        assert mend(odd, "M32") == odd
