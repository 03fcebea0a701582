"""A job becomes a launch page and its files: the only room with Jinja2.

Templates get values that are safe to print: everything is escaped but what Markdown made. Pages
carry no inline script and no style attribute, so that they run under ``default-src 'self'``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import jinja2
from markupsafe import Markup

from scorm_builder import html, identity, registry
from scorm_builder.diagnostics import Code, Diagnostic, Span
from scorm_builder.markdown import Document
from scorm_builder.model import CourseInfo, Job, Link, Output, Rendered, SourceFile, Unit
from scorm_builder.resources import templates

UNITS = "units"
ASSETS = "assets"
SHARED = "scorm-builder"
UP = "../../"

# The UI strings that the runtime shows; the rest is printed by templates.
RUNTIME_STRINGS = (
    "completed",
    "lms_refused",
    "minutes",
    "mode_browse",
    "mode_no_credit",
    "mode_review",
    "no_lms",
    "no_lms_no_store",
    "not_saved",
    "progress_end",
    "progress_manual",
    "progress_opened",
    "progress_slides",
    "progress_time",
    "progress_watched",
    "saved",
    "seconds",
    "slide_of",
)


def render_job(job: Job) -> Rendered:
    """Everything that one unit becomes. A function of the job alone."""
    kind = registry.units()[job.unit.type]
    rendered = kind.render(job.unit.body, _Context(job))
    return replace(rendered, state=kind.state_bound(job.unit.body))


def shared_outputs() -> tuple[Output, ...]:
    """The files that every page links to, but for the runtime."""
    folder = templates() / "css"
    sheets = [path.read_text("utf-8").strip() for path in sorted(folder.glob("*.css"))]
    return (Output(f"{SHARED}/style.css", ("\n".join(sheets) + "\n").encode()),)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates(), encoding="utf-8"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def strings(language: str) -> Mapping[str, str]:
    """The UI strings of a language; of its base (``pt`` for ``pt-BR``), or English, if need be."""
    folder = templates() / "i18n"
    for name in (language, language.partition("-")[0], "en"):
        path = folder / f"{name}.json"
        if path.is_file():
            read: dict[str, str] = json.loads(path.read_text("utf-8"))
            return {"_language": name, **read}
    raise FileNotFoundError(folder / "en.json")


class _Context:
    """What a unit type sees while it renders; see ``units.RenderContext``."""

    def __init__(self, job: Job) -> None:
        self.info: CourseInfo = job.info
        self.unit: Unit = job.unit
        self._trail = job.trail
        self._strings = strings(job.unit.language)
        self._outputs: dict[tuple[str, object], Output] = {}
        self._found: list[Diagnostic] = []

    def report(self, code: Code, span: Span, message: str) -> None:
        self._found.append(code.at(span, message))

    def text(self, key: str, **values: object) -> str:
        return self._strings[key].format(**values)

    def asset(self, file: SourceFile) -> str:
        path = f"{ASSETS}/{identity.package_name(file.path)}"
        # Two files of one name stay two: the target says that they meet.
        self._outputs[path, file.disk] = Output(path, file.disk, self.unit.span)
        return UP + path

    def made(self, name: str, data: bytes) -> str:
        path = f"{UNITS}/{self.unit.id}/{name}"
        self._outputs[path, None] = Output(path, data, self.unit.span)
        return name

    def markdown(self, document: Document) -> str:
        link = self._links(document)
        return Markup(html.to_html(document, link, self.asset, self.text))  # noqa: S704

    def lead(self, document: Document) -> str:
        link = self._links(document)
        return Markup(html.lead_to_html(document, link, self.asset, self.text))  # noqa: S704

    def _links(self, document: Document) -> Any:
        def link(target: str) -> Link | None:
            return self.unit.links.get((document.path, target))

        return link

    def page(self, data: Mapping[str, Any], **values: object) -> Rendered:
        template = _environment().get_template(f"units/{self.unit.type}.html.j2")
        launch = f"{UNITS}/{self.unit.id}/index.html"
        html = template.render(
            info=self.info,
            unit=self.unit,
            trail=self._trail,
            up=UP,
            shared=UP + SHARED,
            language=self.unit.language,
            ui_language=self._strings["_language"],
            direction=self._strings["_direction"],
            requirement=self._requirement(),
            page_data=self._data(data),
            t=self.text,
            human_size=_human_size,
            **{"lead": "", **values},
        )
        self._outputs[launch, None] = Output(launch, html.encode(), self.unit.span)
        return Rendered(self.unit.id, launch, tuple(self._outputs.values()), tuple(self._found))

    def _requirement(self) -> str:
        completion = self.unit.completion
        return self.text(
            f"to_complete_{completion.rule}",
            time=self._span_of_time(completion.amount),
            percent=f"{completion.amount * 100:g}",
        )

    def _span_of_time(self, seconds: float) -> str:
        if seconds >= 120 and seconds % 60 == 0:
            return self.text("minutes", n=f"{seconds / 60:g}")
        return self.text("seconds", n=f"{seconds:g}")

    def _data(self, body: Mapping[str, Any]) -> str:
        """The page's facts for the runtime, as JSON that cannot end its script element."""
        unit = self.unit
        data = {
            "v": 1,
            "course": self.info.id,
            "unit": unit.id,
            # Of the identifier that the LMS knows: a renamed unit goes on under it.
            "key": identity.state_key(unit.identifier),
            "type": unit.type,
            "completion": {"rule": unit.completion.rule, "amount": unit.completion.amount},
            "report": unit.report,
            "exitWhenDone": self.info.exit_when_done,
            "body": dict(body),
            "strings": {key: self._strings[key] for key in RUNTIME_STRINGS},
        }
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return Markup(  # noqa: S704 - the three characters that HTML could take for markup are gone
            text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
        )


def _human_size(size: int) -> str:
    """``1.4 MB``; decimal units, as file managers show them."""
    if size >= 1_000_000:
        return f"{size / 1_000_000:.1f} MB"
    return f"{max(round(size / 1000), 1)} kB"
