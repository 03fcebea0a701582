"""What a screen reader goes through: the accessibility tree of a page, in the order of reading.

A line is a node: its role, its name in quotes, and what is said of its state. What stands below a
node is indented. Text is written as it is read; paragraphs begin a line, and what screen readers
pass over in silence leaves none.
"""

from __future__ import annotations

import textwrap
from typing import Any

from playwright.sync_api import CDPSession, Page

SILENT = {"generic", "none", "RootWebArea", "LabelText", "superscript", "subscript", "strong"}
SILENT |= {"emphasis", "mark", "insertion", "deletion", "time", "MathMLRow", "Canvas"}
# A player's buttons are the browser's; a picture is what it is called.
CLOSED = {"Video", "Audio", "image"}
# What a screen reader tells of a node besides its role, its name and its value.
TOLD = {
    "disabled": "cannot be used",
    "expanded": "expanded={}",
    "checked": "checked={}",
    "pressed": "pressed={}",
    "live": "live={}",
}
WIDTH = 96

Node = dict[str, Any]


def transcript(page: Page) -> str:
    """The page as a screen reader finds it now, ending in a newline."""
    session = page.context.new_cdp_session(page)
    nodes: list[Node] = session.send("Accessibility.getFullAXTree")["nodes"]
    for node in nodes:
        node["current"] = _role(node) == "link" and _is_current(session, node)
    session.detach()
    by_id = {node["nodeId"]: node for node in nodes}
    lines = [f'page "{_name(nodes[0])}"', *_below(nodes[0], by_id, 1)]
    return "\n".join(lines) + "\n"


def _is_current(session: CDPSession, node: Node) -> bool:
    """Whether a link is that of what is shown now; Chromium's tree leaves this out."""
    found = session.send("DOM.describeNode", {"backendNodeId": node["backendDOMNodeId"]})
    return "aria-current" in found["node"]["attributes"]


def _below(node: Node, by_id: dict[str, Node], depth: int) -> list[str]:
    """The lines of a node's children; texts side by side are one text."""
    lines: list[str] = []
    run = ""

    def flush() -> None:
        nonlocal run
        lines.extend(_wrapped(run, depth))
        run = ""

    for child in _children(node, by_id):
        role = _role(child)
        if role in ("StaticText", "LineBreak"):
            run += _name(child) or "\n"
        elif role in ("code", "Abbr", "MathMLMath", "link", "sup") and _is_inline(child, run):
            run += _inline(child, by_id)
        else:
            flush()
            lines += _block(child, by_id, depth)
    flush()
    return lines


def _block(node: Node, by_id: dict[str, Node], depth: int) -> list[str]:
    role = _role(node)
    if role == "paragraph":
        return _below(node, by_id, depth)
    if role == "MathMLMath":
        return _wrapped(_inline(node, by_id), depth)
    below = [] if role in CLOSED else _below(node, by_id, depth + 1)
    name, states = _name(node), _states(node)
    said = " ".join([role, *([f'"{name}"'] if name else []), *states])
    # A name that is the node's own text is said once.
    if name and [line.strip() for line in below] == [name]:
        below = []
    return ["  " * depth + said, *below]


def _inline(node: Node, by_id: dict[str, Node]) -> str:
    role, text = _role(node), _text(node, by_id)
    if role == "link":
        return f"[link: {_name(node) or text}]"
    if role == "Abbr":
        return f"{text} [abbreviation: {_name(node)}]"
    if role == "MathMLMath":
        return f"[math: {' '.join(text.split())}]"
    return text


def _is_inline(node: Node, run: str) -> bool:
    return bool(run) or _role(node) in ("Abbr", "MathMLMath", "code")


def _text(node: Node, by_id: dict[str, Node]) -> str:
    if _role(node) == "StaticText":
        return _name(node)
    return "".join(_text(child, by_id) for child in _children(node, by_id))


def _children(node: Node, by_id: dict[str, Node]) -> list[Node]:
    """The nearest nodes below that something is said of."""
    found: list[Node] = []
    for number in node.get("childIds", ()):
        child = by_id.get(number)
        if child is None or _role(child) in ("InlineTextBox", "ListMarker"):
            continue
        if child.get("ignored") or (_role(child) in SILENT and not _name(child)):
            found += _children(child, by_id)
        else:
            found.append(child)
    return found


def _role(node: Node) -> str:
    role: str = node.get("role", {}).get("value", "none")
    return role


def _name(node: Node) -> str:
    name: str = node.get("name", {}).get("value", "") or ""
    return name


def _states(node: Node) -> list[str]:
    found = []
    if node["current"]:
        found.append("current")
    value = node.get("value", {}).get("value")
    if value is not None:
        found.append(f"value={value}")
    for told in node.get("properties", ()):
        if told["name"] == "level" and _role(node) == "heading":
            found.append(f"level {told['value']['value']}")
        value = told["value"].get("value")
        if told["name"] in TOLD and value not in (None, "", False, "false", "off"):
            found.append(TOLD[told["name"]].format(str(value).lower()))
        elif told["name"] == "expanded":
            found.append("expanded=false")
    return found


def _wrapped(text: str, depth: int) -> list[str]:
    indent = "  " * depth
    lines = []
    for line in text.splitlines():
        if line.strip():
            lines += textwrap.wrap(
                line.strip(), WIDTH, initial_indent=indent, subsequent_indent=indent
            )
    return lines
