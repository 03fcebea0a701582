"""Manifests made to harm whoever parses them, or whoever judges what was parsed."""

from __future__ import annotations

from collections.abc import Callable

from tests.hostile.zips import HEAD, MANIFEST, ORGANIZATION, PROLOG, RESOURCE

MIB = 1 << 20
SECRET = "file:///etc/passwd"
AWAY = "http://203.0.113.1/evil.dtd"


def course(organization: str = ORGANIZATION, resources: str = RESOURCE, head: str = HEAD) -> str:
    return f"{PROLOG}{head}{organization}<resources>{resources}</resources></manifest>"


def menu(items: str) -> str:
    return (
        '<organizations default="o"><organization identifier="o"><title>T</title>'
        f"{items}</organization></organizations>"
    )


def typed(subset: str, inside: str = "&x;") -> str:
    """A manifest with declarations of its own."""
    return f"{PROLOG}<!DOCTYPE manifest [{subset}]>{HEAD}{inside}</manifest>"


def laughs(count: int = 10) -> str:
    entities = '<!ENTITY l0 "ha">'
    for n in range(1, count):
        entities += f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">'
    return typed(entities, f"&l{count - 1};")


def deep(count: int) -> str:
    one = '<item identifier="i{}" isvisible="true"><title>T</title>'
    return course(menu("".join(one.format(n) for n in range(count)) + "</item>" * count))


def resources(count: int, inside: str = "") -> str:
    return course(
        resources=RESOURCE
        + "".join(
            f'<resource identifier="r{n}" type="webcontent" adlcp:scormtype="asset">{inside}'
            "</resource>"
            for n in range(count)
        )
    )


def circle(count: int) -> str:
    return course(
        resources=RESOURCE
        + "".join(
            f'<resource identifier="r{n}" type="webcontent" adlcp:scormtype="asset">'
            f'<dependency identifierref="r{(n + 1) % count}"/></resource>'
            for n in range(count)
        )
    )


def everything_needs_everything(count: int) -> str:
    needs = "".join(f'<dependency identifierref="r{n}"/>' for n in range(count))
    return resources(count, needs)


def based(length: int, count: int) -> str:
    """A base as long as can be before every one of many addresses."""
    head = HEAD.replace("<manifest ", f'<manifest xml:base="{"b" * length}/" ')
    files = "".join(f'<file href="{n}.html"/>' for n in range(count))
    return course(resources=RESOURCE.replace("</resource>", f"{files}</resource>"), head=head)


def bases_within_bases(length: int, count: int, depth: int) -> str:
    """Manifests within manifests, each with a base of its own."""
    opened = "".join(
        f'<manifest identifier="m{n}" xml:base="{"b" * length}/">' for n in range(depth)
    )
    files = "".join(f'<file href="{n}.html"/>' for n in range(count))
    inner = f'<resources><resource identifier="rr" type="webcontent">{files}</resource></resources>'
    return course().replace("</manifest>", f"{opened}{inner}{'</manifest>' * depth}</manifest>")


def prerequisites(script: str, count: int = 1) -> str:
    return conditions([script] * count)


def conditions(scripts: list[str]) -> str:
    """Items, each with a script of its own."""
    items = "".join(
        f'<item identifier="i{n}" identifierref="r" isvisible="true"><title>T</title>'
        f'<adlcp:prerequisites type="aicc_script">{script}</adlcp:prerequisites></item>'
        for n, script in enumerate(scripts)
    )
    return course(menu(items))


def attribute(name: str, value: str) -> str:
    return course(menu(f'<item identifier="i" identifierref="r" {name}="{value}"/>'))


def titled(title: str) -> str:
    return course(ORGANIZATION.replace("<title>T</title>", f"<title>{title}</title>", 1))


def located(value: str) -> str:
    xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    return course(head=HEAD.replace("<manifest ", f'<manifest {xsi} xsi:schemaLocation="{value}" '))


def described(inside: str) -> str:
    return course(head=HEAD.replace("</metadata>", f"{inside}</metadata>"))


def prefixes(count: int) -> str:
    names = " ".join(f'xmlns:p{n}="urn:{n}"' for n in range(count))
    return course(head=HEAD.replace("<manifest ", f"<manifest {names} "))


MANIFESTS: dict[str, tuple[Callable[[], str | bytes], set[str]]] = {
    "an entity from a file": (lambda: typed(f'<!ENTITY x SYSTEM "{SECRET}">'), {"M04"}),
    "an entity from the network": (lambda: typed(f'<!ENTITY x SYSTEM "{AWAY}">'), {"M04"}),
    "an entity in an attribute": (
        lambda: typed('<!ENTITY x "ha">', '<x y="&x;"/>'),
        {"M04"},
    ),
    "a parameter entity": (
        lambda: typed(f'<!ENTITY % x SYSTEM "{AWAY}"> %x;', ""),
        {"M04"},
    ),
    "a document type from a file": (
        lambda: MANIFEST.replace("<manifest", f'<!DOCTYPE manifest SYSTEM "{SECRET}"><manifest'),
        {"M04"},
    ),
    "a document type from the network": (
        lambda: MANIFEST.replace("<manifest", f'<!DOCTYPE manifest PUBLIC "x" "{AWAY}"><manifest'),
        {"M04"},
    ),
    "an inclusion": (
        lambda: course(
            head=HEAD + f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{SECRET}"/>'
        ),
        {"M43"},
    ),
    "a schema from the network": (lambda: located(f"urn:x {AWAY}"), {"M44"}),
    "a billion laughs": (laughs, {"M04"}),
    "a quadratic blow-up": (
        lambda: typed(f'<!ENTITY x "{"ha" * 50_000}">', "&x;" * 50_000),
        {"M04"},
    ),
    "entities that hold each other": (
        lambda: typed('<!ENTITY x "&y;"><!ENTITY y "&x;">'),
        {"M04"},
    ),
    "items ten thousand deep": (lambda: deep(10_000), {"M01"}),
    "items as deep as is parsed": (lambda: deep(200), {"M22"}),
    "elements of no kind, a million deep": (lambda: HEAD + "<a>" * 1_000_000, {"M01"}),
    "an attribute of a megabyte": (lambda: attribute("parameters", "a" * MIB), {"M33"}),
    "an identifier of a megabyte": (lambda: course().replace('"m"', f'"{"m" * MIB}"'), {"M15"}),
    "an address of a megabyte": (
        lambda: course(resources=RESOURCE.replace("a.html", "%41/../" * (MIB // 7))),
        {"F03"},
    ),
    "an address of a megabyte of steps up": (
        lambda: course(resources=RESOURCE.replace("a.html", "../" * (MIB // 3))),
        {"F03"},
    ),
    "a name of an element of forty thousand letters": (
        lambda: course(head=f"{HEAD}<{'x' * 40_000}/>"),
        {"M11"},
    ),
    "long names within long names": (
        lambda: course(
            head=HEAD
            + "".join(f"<x{n}{'x' * 20_000}>" for n in range(180))
            + "".join(f"</x{n}{'x' * 20_000}>" for n in reversed(range(180)))
        ),
        {"M11"},
    ),
    "text of a megabyte": (lambda: titled("words " * (MIB // 6)), {"M19"}),
    "five megabytes of blanks for a title": (lambda: titled(" " * (5 * MIB)), {"M18"}),
    "a megabyte of references": (lambda: titled("&#65;" * (MIB // 5)), {"M20"}),
    "a megabyte of markup in a title": (lambda: titled("&lt;b>" * (MIB // 6)), {"M19"}),
    "a megabyte of open brackets in a title": (lambda: titled("&lt;" * (MIB // 4)), {"M19"}),
    "a megabyte of comments": (lambda: titled("<!-- x -->" * (MIB // 20) + "T"), {"M20"}),
    "comments that do not end": (lambda: HEAD + "<!-- " * 200_000, {"M01"}),
    "sections that do not end": (lambda: HEAD + "<![CDATA[" * 200_000, {"M01"}),
    "instructions before the root": (lambda: "<?x?>" * 200_000 + MANIFEST[38:], set()),
    "control characters": (
        lambda: titled("\x1b]0;x\x07 \x9b31m \u202eabc\u2028 \x00"),
        {"M05"},
    ),
    "control characters that XML allows": (
        lambda: course().replace('adlcp:scormtype="sco"', 'adlcp:scormtype="\x9b31m\u202e"'),
        {"M25"},
    ),
    "control characters in names": (
        lambda: course(head=f"{HEAD}<a\u200d\u200c b\u200d='\x85\x9b'/>"),
        {"M01"},
    ),
    "control characters in an encoding": (
        lambda: b'<?xml version="1.0" encoding="\x1b[31m"?>' + MANIFEST[38:].encode(),
        {"M01"},
    ),
    "line ends in values": (
        lambda: course(resources=RESOURCE.replace("a.html", "a&#10;b: error[Z00] x.html")),
        {"F01"},
    ),
    "eight megabytes and more": (lambda: course(head=f"{HEAD}<!--{'x' * (9 * MIB)}-->"), {"M01"}),
    "eight megabytes of elements": (lambda: HEAD + "<file/>" * 1_000_000, {"M01"}),
    "as many elements as are parsed": (
        lambda: course(
            resources=RESOURCE.replace("</res", '<file href="a.html"/>' * 149_000 + "</res")
        ),
        set(),
    ),
    "no UTF-8": (lambda: MANIFEST.encode().replace(b">T<", b">\xff\xfe\x80<"), {"M02"}),
    "half a character at the end": (lambda: MANIFEST.encode() + b"\xf0\x9f", {"M02"}),
    "UTF-16 without a mark": (lambda: MANIFEST[38:].encode("utf-16-le"), set()),
    "UTF-16 without a mark, big end first": (lambda: MANIFEST[38:].encode("utf-16-be"), set()),
    "UTF-16 that says it is UTF-8": (lambda: MANIFEST.encode("utf-16"), {"M02"}),
    "UTF-16 of odd length": (lambda: MANIFEST.encode("utf-16")[:-1], {"M02"}),
    "UTF-32": (lambda: MANIFEST.encode("utf-32"), {"M02"}),
    "UTF-7": (
        lambda: MANIFEST.replace("UTF-8", "UTF-7").replace("<manifest", "+ADw-manifest").encode(),
        {"M02"},
    ),
    "EBCDIC": (lambda: MANIFEST.replace("UTF-8", "cp037").encode("cp037"), {"M01"}),
    "nothing but nul": (lambda: b"\0" * 100_000, {"M05"}),
    "nothing": (lambda: b"", {"M01"}),
    "resources that need each other": (lambda: circle(2), {"M29"}),
    "a circle of ten thousand": (lambda: circle(10_000), {"M29"}),
    "everything needs everything": (lambda: everything_needs_everything(350), {"M29"}),
    "a hundred thousand resources": (lambda: resources(100_000), {"M30"}),
    "fifty thousand resources of one name": (
        lambda: resources(50_000).replace('identifier="r', 'identifier="r" x="'),
        {"M13"},
    ),
    "fifty thousand files, and a base of a megabyte": (lambda: based(MIB, 50_000), {"M31"}),
    "bases within bases": (lambda: bases_within_bases(30_000, 20_000, 100), {"M31", "M42"}),
    "conditions a hundred thousand deep": (
        lambda: prerequisites("(" * 100_000 + "i0" + ")" * 100_000),
        {"M40"},
    ),
    "a condition of a megabyte": (lambda: prerequisites("~" * MIB), {"M40"}),
    "sets in sets": (lambda: prerequisites("1*{" * 50_000), {"M40"}),
    "five thousand conditions on all others": (
        lambda: prerequisites("|".join(f"i{n}" for n in range(150)), 5_000),
        {"M40"},
    ),
    "ten thousand items, each of which waits for the next": (
        lambda: conditions([f"i{(n + 1) % 10_000}" for n in range(10_000)]),
        {"M40"},
    ),
    "a hundred thousand attributes": (
        lambda: course(head=HEAD + "<x " + "".join(f" a{n}='n'" for n in range(100_000)) + "/>"),
        {"M11"},
    ),
    "ten thousand prefixes": (lambda: prefixes(10_000), {"M01"}),
    "prefixes over many elements": (
        lambda: prefixes(20_000).replace(
            "</res", "<file href='a.html' x='y'/>" * 100_000 + "</res", 1
        ),
        {"M01"},
    ),
    "a prefix for every element": (
        lambda: course(head=HEAD + "<p:x xmlns:p='urn:p'/>" * 20_000),
        {"M43"},
    ),
    "a megabyte of places of schemas": (lambda: located("urn:a b.xsd " * (MIB // 12)), {"M44"}),
    "a hundred thousand descriptions": (
        lambda: described("<adlcp:location>a.xml</adlcp:location>" * 70_000),
        set(),
    ),
    "numbers of a megabyte": (
        lambda: course(
            ORGANIZATION.replace(
                "</item>", f"<adlcp:masteryscore>{'9' * MIB}</adlcp:masteryscore></item>"
            )
        ),
        {"M35"},
    ),
    "a time of a megabyte": (
        lambda: course(
            ORGANIZATION.replace(
                "</item>",
                f"<adlcp:maxtimeallowed>{'00:' * (MIB // 3)}</adlcp:maxtimeallowed></item>",
            )
        ),
        {"M36"},
    ),
}
