"""An SVG that is packed is a drawing, and nothing that runs or loads."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder.media import drawings
from tests.units.making import make

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30">'


def both(folder: Path, inside: str, head: str = HEAD) -> tuple[list[str], str]:
    """What is found in a drawing, and what is left of its inside."""
    file = folder / "a.svg"
    file.write_text(f"{head}{inside}</svg>\n", "utf-8")
    found = [f"{f.line}:{f.column} {f.what}" for f in drawings.faults(file)]
    data = drawings.cleaned(file)
    if data is None:
        return found, inside
    text = data.decode()
    assert text.startswith("<svg")
    assert text.endswith("</svg>\n")
    return found, text[text.index(">") + 1 : -len("</svg>\n")]


@pytest.mark.parametrize(
    ("inside", "left", "what"),
    [
        ("<script>alert(1 &lt; 2)</script><g/>", "<g/>", "a script"),
        ('<script href="x.js" /><g/>', "<g/>", "a script"),
        ('<svg:script xmlns:svg="x">1</svg:script><g/>', "<g/>", "a script"),
        ("<foreignObject><p>a > b</p></foreignObject><g/>", "<g/>", "foreign HTML"),
        ('<g onclick="a(\'>\')" id="x"/>', '<g id="x"/>', "an event handler"),
        ("<g id='x' onload = 'a()'/>", "<g id='x'/>", "an event handler"),
        ('<image href="https://x.org/a.png"/>', "<image/>", "a reference to elsewhere"),
        (
            '<image xlink:href="a.png" xmlns:xlink="l"/>',
            '<image xmlns:xlink="l"/>',
            "a reference to elsewhere",
        ),
        ('<use href="b.svg#x"/>', "<use/>", "a reference to elsewhere"),
        ('<a href=" java&#10;script:a()"><g/></a>', "<a><g/></a>", "a link that runs a script"),
        ('<rect style="fill: url(https://x.org/a)"/>', "<rect/>", "a reference to elsewhere"),
        (
            "<style>@import url(x.css); g { fill: red }</style>",
            "<style> g { fill: red }</style>",
            "a reference to elsewhere",
        ),
        (
            "<style><![CDATA[\ng > b { src: url('//x.org/f') }]]></style>",
            "<style><![CDATA[\ng > b { src: none }]]></style>",
            "a reference to elsewhere",
        ),
        (
            "<style>g { fill: url(\n  'https://x.org/a'\n) }\n.b { fill: red }</style>",
            "<style>g { fill: none }\n.b { fill: red }</style>",
            "a reference to elsewhere",
        ),
        (
            "<style>@import\n  'x.css';\ng { fill: red }</style>",
            "<style>\ng { fill: red }</style>",
            "a reference to elsewhere",
        ),
        (
            "<style>g { fill: url(https://x.org/a</style>",
            "<style>g { fill: none</style>",
            "a reference to elsewhere",
        ),
        (
            "<style>g { fill: u\\72l(//x.org/a) }</style>",
            "<style></style>",
            "a reference to elsewhere",
        ),
        ("<style>@\\69 mport 'x.css';</style>", "<style></style>", "a reference to elsewhere"),
        ("<style>@im\\port 'x.css';</style>", "<style></style>", "a reference to elsewhere"),
        (
            "<style>g { fill: &#117;rl(//x.org/a) }</style>",
            "<style></style>",
            "a reference to elsewhere",
        ),
        (
            "<style><![CDATA[g { fill: \\75\nrl(//x.org/a) }]]></style><g/>",
            "<style></style><g/>",
            "a reference to elsewhere",
        ),
        (
            '<style>g { background: image-set("//x.org/a" 1x) }</style>',
            "<style></style>",
            "a reference to elsewhere",
        ),
        ('<g style="fill: u\\72 l(//x.org/a)"/>', "<g/>", "a reference to elsewhere"),
        ('<g fill="\\000075RL(//x.org/a)"/>', "<g/>", "a reference to elsewhere"),
        (
            '<g><set attributeName="onclick" to="a()"/></g>',
            "<g></g>",
            "an animation of a link or an event handler",
        ),
    ],
)  # fmt: skip
def test_what_is_no_drawing_is_cut_out(tmp_path: Path, inside: str, left: str, what: str) -> None:
    found, kept = both(tmp_path, inside)
    assert kept == left
    assert [fault.partition(" ")[2] for fault in found] == [what]
    file = tmp_path / "again.svg"
    file.write_text(f"{HEAD}{kept}</svg>", "utf-8")
    assert drawings.faults(file) == ()


@pytest.mark.parametrize(
    "inside",
    [
        '<use href="#x"/><g fill="url(#x)" style="mask: url( #m )"/>',
        '<image href="data:image/png;base64,iVBORw0="/>',
        '<a href="https://example.org/">Örtlich</a>',
        "<style>@font-face { src: url(data:font/woff2;base64,AA) } g { fill: url('#x') }</style>",
        "<style>.a\\:b { fill: red; content: '\\201C' } .\\75 rl { fill: url(\n#x\n) }</style>",
        "<style>/* image-set('a.png') */ g::after { content: 'src(\"x\")' }</style>",
        "<style/><style></style><g aria-label='image-set of C:\\new'/>",
        "<!-- <script>no script</script> --><text>on click: &lt;script></text>",
        '<metadata><r:RDF xmlns:r="x"><r:li r:resource="https://x.org"/></r:RDF></metadata>',
        '<g font-size="2"><animate attributeName="opacity" to="1"/></g>',
    ],
)
def test_what_only_looks_so_stays_byte_for_byte(tmp_path: Path, inside: str) -> None:
    assert both(tmp_path, inside) == ([], inside)


def test_places_are_those_of_the_file(tmp_path: Path) -> None:
    found, _ = both(tmp_path, '\n  <g onclick="a()"/>\n <script/>')
    assert found == ["2:3 an event handler", "3:2 a script"]
    style = "\n<style>\n.é {}  g { fill: url(a) }\n@import 'b';</style>\n<style>u\\72l(a)</style>"
    found, _ = both(tmp_path, style)
    what = "a reference to elsewhere"
    assert found == [f"3:18 {what}", f"4:1 {what}", f"5:8 {what}"]


LAUGHS = (
    '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


@pytest.mark.parametrize(
    "doctype", [LAUGHS, '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>']
)
def test_entities_are_never_expanded(tmp_path: Path, doctype: str) -> None:
    text = f"{doctype}{HEAD}<text>&c;</text></svg>"
    made = make(tmp_path, {"01-a.md": "# A\n\n![Plan](p.svg)\n", "p.svg": text})
    assert made.findings == ("p.svg S266",)


def test_a_document_type_by_itself_is_harmless(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'
    file = tmp_path / "a.svg"
    file.write_text(f"{doctype}{HEAD}</svg>")
    assert drawings.faults(file) == ()


def test_the_package_gets_the_cleaned_one_and_the_author_one_finding(tmp_path: Path) -> None:
    drawing = f"{HEAD}\n<script>a()</script><g/></svg>"
    text = "# A\n\n![Plan](p.svg) ![Again](p.svg) [Keep it](p.svg)\n"
    made = make(tmp_path, {"01-a.md": text, "p.svg": drawing, "02-b.md": text.replace("A", "B")})
    assert made.findings == ("p.svg:2:1 S265",)
    data = {o.path: o.data for o in made.render("a").outputs}["assets/p.svg"]
    assert data == f"{HEAD}\n<g/></svg>".encode()


def test_a_drawing_in_utf_16_with_a_script_must_be_saved_anew(tmp_path: Path) -> None:
    text = f"{HEAD}<script/></svg>"
    files: dict[str, str | bytes] = {"01-a.md": "# A\n\n![Plan](p.svg)\n"}
    made = make(tmp_path / "bad", {**files, "p.svg": text.encode("utf-16")})
    assert made.findings == ("p.svg S266",)
    made = make(tmp_path / "good", {**files, "p.svg": f"{HEAD}<g/></svg>".encode("utf-16")})
    assert made.findings == ()
