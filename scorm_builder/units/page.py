"""A page: Markdown to read, whole or by screens, with what it plays, and asks for practice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from scorm_builder import codes
from scorm_builder.course import identity
from scorm_builder.diagnostics import Span
from scorm_builder.fields.keys import UNIT
from scorm_builder.markdown import is_external, screens, split_target
from scorm_builder.markdown.players import written_in_html
from scorm_builder.media import companions, recordings
from scorm_builder.model import Completion, Rendered
from scorm_builder.quiz import Parts, Quiz, asked, grammar, paper, recordkeys
from scorm_builder.quiz.sheet import Report
from scorm_builder.units import ParseContext, RenderContext

if TYPE_CHECKING:
    from markdown_it.token import Token

    from scorm_builder.fields import Fields
    from scorm_builder.markdown import Document
    from scorm_builder.media.companions import Recording

EXTENSIONS = (".md",)
KEYS = frozenset({"paging"})
COMPLETIONS = ("end", "time", "manual", "watched")
# A page that shows a film beside its text is there to be read, whatever holds for films elsewhere.
ASKED_FOR = ("watched",)
DEFAULT_COMPLETION = Completion("end", 5.0)


@dataclass(frozen=True, slots=True)
class Page:
    """The body of a page. Read in one piece it has no ``screens``, else two or more.

    ``players`` are what its completion asks to be played, as written, in the order of the page.
    ``practice`` are its questions, if it has some, and the text before and after each; of a page of
    screens ``parts`` are those of each screen.
    """

    document: Document
    screens: tuple[Document, ...] = ()
    players: tuple[str, ...] = ()
    practice: Quiz | None = None
    parts: tuple[Parts, ...] = ()


def parse(fields: Fields, ctx: ParseContext) -> Page:
    """The Markdown below the front matter."""
    document = ctx.markdown(ctx.text, ctx.path, ctx.text_line)
    if not document.title and not any(t.content.strip() or t.children for t in document.tokens):
        message = "there is nothing on this page: write something, or say 'draft: true'"
        ctx.report(codes.EMPTY_PAGE, ctx.tree.span(ctx.path, ctx.text_line, 1), message)
    shown: tuple[Document, ...] = ()
    if fields.choice("paging", UNIT["paging"].choices, "scroll") != "scroll":
        shown, told = screens.split(document, ctx.text)
        for one in told:
            at_line = ctx.tree.span(ctx.path, ctx.text_line + one.line, 1)
            ctx.report(one.code, fields.span("paging") if one.line < 0 else at_line, one.message)
    practice = _practice(document, ctx) if grammar.has_questions(document) else None
    keys = {one.id: one.key for one in practice.questions()} if practice else {}
    # Each screen by itself; what is wrong was told of the whole.
    parts = tuple(
        recordkeys.kept_by(_parts(screen, ctx, lambda *_: None), keys)
        for screen in shown
        if practice
    )
    return Page(document, shown, _watched(document, shown, fields, ctx), practice, parts)


def _practice(document: Document, ctx: ParseContext) -> Quiz:
    """The questions of a page; what they count for is nothing."""
    parts = _parts(document, ctx, ctx.report)
    keys = recordkeys.longer(Quiz(parts).questions(), ctx.released(), ctx.report)
    quiz = Quiz(recordkeys.kept_by(parts, keys))
    ctx.asks(asked(quiz.questions()))
    return quiz


def _parts(document: Document, ctx: ParseContext, report: Report) -> Parts:
    def spot(line: int, col: int) -> Span:
        return ctx.tree.span(ctx.path, ctx.text_line + line, col)

    return grammar.read(document, ctx.text, spot, report, in_page=True)


def _watched(
    document: Document, shown: tuple[Document, ...], fields: Fields, ctx: ParseContext
) -> tuple[str, ...]:
    """The players that count."""
    if ctx.completion is None or ctx.completion.rule != "watched":
        return ()
    players = tuple(_players(document.lead, *(part.tokens for part in shown or (document,))))
    if not players:
        raw = written_in_html([*document.lead, *document.tokens])
        why = "players of HTML do not count" if raw else "there is no player on this page"
        message = f"{why}: write a film or recording as an image, as in "
        message += "![What it is](film.mp4), or choose end, time or manual"
        ctx.report(codes.NO_PLAYER, fields.span("completion"), message)
    return players


def _players(*texts: Sequence[Token]) -> Iterator[str]:
    """The targets of images that are players."""
    for token in chain(*texts):
        for inner in token.children or []:
            target = str(inner.attrs.get("src", "")) if inner.type == "image" else ""
            if recordings.type_of(split_target(target)[0]) and not is_external(target):
                yield target


def render(body: Page, ctx: RenderContext) -> Rendered:
    """One HTML page."""
    told: dict[str, object] = {}
    form = ""
    if body.screens:
        form = "screens"
        anchors = map(screens.opening_anchor, body.screens)
        told["screens"] = _keys(anchors)
    if body.players:
        form = "players"
        media = [ctx.unit.links[body.document.path, target].recording for target in body.players]
        told["players"] = [
            {"key": key, **companions.told(recording)}
            for key, recording in zip(_keys(_names(media)), filter(None, media), strict=True)
        ]
    core = ""
    if body.practice:
        core = "practice"
        told["quiz"] = paper.data(body.practice, identity.state_key(ctx.unit.identifier), ctx)
    whole = body.practice.parts if body.practice else (body.document,)
    by_screen = body.parts or tuple((screen,) for screen in body.screens)
    return ctx.page(
        told,
        form=form,
        core=core,
        lead=ctx.lead(body.document),
        content=[] if body.screens else paper.parts(whole, ctx),
        screens=[paper.parts(parts, ctx) for parts in by_screen],
    )


def _names(media: Iterable[Recording | None]) -> list[str]:
    return [identity.package_name(one.medium.path) for one in media if one]


def _keys(names: Iterable[str]) -> list[str]:
    """What screens or players are known by in a learner's state, however many come before them."""
    keys: list[str] = []
    for name in names:
        key = identity.state_key(name) if name else ""
        # Two that happen to have the same are found by their place.
        keys.append("" if key in keys else key)
    return keys


def scores(body: object) -> bool:
    """It is done or not."""
    return False


def state_bound(body: Page) -> int:
    """Characters of the record at its longest (docs/state.md)."""
    count = len(body.screens)
    players = companions.PLAYER_BOUND * len(body.players)
    practice = paper.practice_bound(body.practice) if body.practice else 0
    if not count:
        # Two empty fields stand before those of players.
        return (17 + players if players else 15) + practice
    digits = 1 if count < 64 else 2 if count < 4096 else 3
    return 17 + 2 * digits + -(-count // 6) + players + practice
