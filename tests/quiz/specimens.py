"""Questions of every kind, made by hand, and a page that they are put on."""

from __future__ import annotations

from typing import Any, cast

from scorm_builder import markdown
from scorm_builder.diagnostics import Span
from scorm_builder.markdown import Document
from scorm_builder.quiz import Accepted, Feedback, Kind, Number, Option, Question
from scorm_builder.units import RenderContext


def document(text: str) -> Document:
    made, found = markdown.parse(text, "q.md", 1, lambda line, col: Span("q.md", line, col))
    assert not found
    return made


def option(key: str, text: str, **said: Any) -> Option:
    return Option(key, text, document(text), **said)


def question(kind: Kind, **said: Any) -> Question:
    known: dict[str, Any] = {
        "id": f"a-{kind}",
        "key": f"k{kind[:2]}",
        "signature": "ss",
        "kind": kind,
        "text": f"A {kind} question",
        "heading": document(f"A {kind} question"),
        "stem": document(""),
        "span": Span("q.md", 1, 1),
    }
    return Question(**{**known, **said})


def choice() -> Question:
    return question(
        "choice",
        options=(
            option("a", "To the lift", feedback=document("It stops without power.")),
            option("b", "To the assembly point", right=True),
            option("c", "Nowhere", last=True),
        ),
        feedback=Feedback(right=document("Well done."), wrong=document("Look again.")),
        points=2.0,
    )


def multiple() -> Question:
    options = (
        option("a", "Paper", right=True),
        option("b", "Air", right=True),
        option("c", "Water"),
    )
    return question("multiple", options=options, partial=True)


def truth() -> Question:
    return question("true-false", options=(option("t", "True", right=True), option("f", "False")))


def fill_in() -> Question:
    accepted = (Accepted("oxygen"), Accepted("o ?2", expression=True, any_case=True))
    return question("fill-in", accepted=accepted)


def numeric() -> Question:
    return question("numeric", number=Number(59, 61, 60, "m"), max_length=24)


def sequencing() -> Question:
    steps = ("Raise the alarm", "Leave", "Be counted", "Go home", "Rest", "Come back")
    return question(
        "sequencing",
        options=tuple(option(key, text) for key, text in zip("abcdef", steps, strict=True)),
    )


def matching() -> Question:
    return question(
        "matching",
        options=(option("a", "Warden"), option("b", "Fire brigade"), option("c", "Doctor")),
        targets=(
            option("a", "Counts"),
            option("b", "Fights the fire"),
            option("c", "Heals"),
            option("d", "Fetches the coats"),
        ),
        pairs={"a": "a", "b": "b", "c": "c"},
        columns=("Role", "Task"),
    )


def likert() -> Question:
    options = (option("a", "Not at all"), option("b", "Somewhat"), option("c", "Fully"))
    return question("likert", options=options)


def every() -> tuple[Question, ...]:
    return (
        choice(),
        multiple(),
        truth(),
        fill_in(),
        numeric(),
        sequencing(),
        matching(),
        likert(),
    )


class _Page:
    """Renders Markdown without links; stands in for the loader's and the renderer's work."""

    def markdown(self, document: Document, part: str = "") -> str:
        return "".join(token.content for token in document.tokens if token.type == "inline")

    def text(self, key: str, **values: object) -> str:
        return {"decimal_mark": ","}[key]


def page() -> RenderContext:
    return cast("RenderContext", _Page())
