"""What a theme's templates write that comes nowhere: Jinja2 drops it without a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import jinja2
from jinja2 import nodes

from scorm_builder.fields import nearest


@dataclass(frozen=True, slots=True)
class Nowhere:
    """Something that no page shows: the line of a template, and why."""

    name: str
    line: int
    message: str


@dataclass(slots=True)
class _Template:
    """One of those that a page is made of, and whether it is the theme's own."""

    name: str
    own: bool
    parsed: nodes.Template
    blocks: dict[str, nodes.Block] = field(init=False)

    def __post_init__(self) -> None:
        self.blocks = {one.name: one for one in self.parsed.find_all(nodes.Block)}

    @property
    def parent(self) -> str:
        """What it always builds on; empty if nothing, or one that is chosen while it runs."""
        for one in self.parsed.body:
            if isinstance(one, nodes.Extends) and isinstance(one.template, nodes.Const):
                return str(one.template.value)
        return ""


def nowhere(environment: jinja2.Environment, name: str, mark: str) -> Iterator[Nowhere]:
    """What comes nowhere on pages by the template ``name``.

    ``mark`` is what the files of the theme's own templates begin with.
    """
    chain = _chain(environment, name, mark)
    for at, one in enumerate(chain):
        if not one.own:
            continue
        above = {block for other in chain[at + 1 :] for block in other.blocks}
        if at + 1 < len(chain):
            for line in _outside(one.parsed.body):
                message = "this stands outside of all blocks, and so on no page: put it into one, "
                yield Nowhere(one.name, line, message + "as {% block foot %}")
            for block in _outermost(one.parsed.body):
                if block.name not in above:
                    message = f"there is no block {block.name!r} to change"
                    message += f"{nearest(block.name, above)}: name one of"
                    message += f" {', '.join(sorted(above))}"
                    yield Nowhere(one.name, block.lineno, message)
        for block in one.blocks.values():
            over = next((o for o in chain[:at] if block.name in o.blocks), None)
            if over and not over.own and _writes(block) and not _is_kept(over.blocks[block.name]):
                message = f"our own {over.name!r} says what is in the block {block.name!r}: write "
                message += f"this into a {over.name!r} of the theme"
                yield Nowhere(one.name, block.lineno, message)


def _chain(environment: jinja2.Environment, name: str, mark: str) -> Sequence[_Template]:
    """The template and those that it builds on, up to the frame."""
    chain: dict[str, _Template] = {}
    while name and environment.loader:
        text, file, _ = environment.loader.get_source(environment, name)
        own = str(file).startswith(mark)
        if (file or "") in chain:
            break
        shown = str(file).removeprefix(mark) if own else name
        chain[file or ""] = _Template(shown, own, environment.parse(text))
        name = chain[file or ""].parent
    return tuple(chain.values())


def _outside(body: Sequence[nodes.Node]) -> Iterator[int]:
    """The lines of what is written outside of blocks, the first of each stretch."""
    for one in body:
        if isinstance(one, (nodes.If, nodes.For, nodes.With, nodes.Scope)):
            yield from _outside([*one.iter_child_nodes()])
        elif isinstance(one, nodes.Output) and _writes(one):
            yield one.lineno + _blank_lines(one.nodes[0])
        elif isinstance(one, (nodes.Include, nodes.CallBlock, nodes.FilterBlock)):
            yield one.lineno


def _blank_lines(node: nodes.Node) -> int:
    """How many lines a text begins with that show nothing."""
    text = node.data if isinstance(node, nodes.TemplateData) else ""
    return text[: len(text) - len(text.lstrip())].count("\n")


def _writes(node: nodes.Node) -> bool:
    """Whether something is shown by a part of a template, be it only a value."""
    return any(
        not isinstance(one, nodes.TemplateData) or bool(one.data.strip())
        for output in ([node] if isinstance(node, nodes.Output) else node.find_all(nodes.Output))
        for one in output.nodes
    ) or any(node.find_all((nodes.Include, nodes.CallBlock)))


def _outermost(body: Sequence[nodes.Node]) -> Iterator[nodes.Block]:
    """Blocks that stand in no other; those in others come where these are."""
    for one in body:
        if isinstance(one, nodes.Block):
            yield one
        elif not isinstance(one, nodes.Macro):
            yield from _outermost([*one.iter_child_nodes()])


def _is_kept(block: nodes.Block) -> bool:
    """Whether a block shows what the one that it changes shows."""
    return any(call.name == "super" for call in block.find_all(nodes.Name))
