"""A job becomes a launch page and its files: the only room with Jinja2.

Templates get values that are safe to print: everything is escaped but what Markdown made. Pages
carry no inline script and no style attribute, so that they run under ``default-src 'self'``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, partial
from typing import Any

import jinja2
from markupsafe import Markup

from scorm_builder import registry, runtime
from scorm_builder.course import identity
from scorm_builder.diagnostics import Code, Diagnostic, Span
from scorm_builder.markdown import Document, html
from scorm_builder.media.companions import Recording
from scorm_builder.model import CourseInfo, Job, Link, Output, Rendered, SourceFile, Unit
from scorm_builder.render.look import Look
from scorm_builder.render.printed import Parts
from scorm_builder.resources import templates
from scorm_builder.writing.packed import packed

UNITS = "units"
ASSETS = "assets"
WEB = "web"
SHARED = "scorm-builder"
UP = "../../"

_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

# Seconds that reading a page takes anyway.
A_MOMENT = 5.0

# What the rule `end` asks for, by the form of the page: in a moment, and in a given time.
END = {
    "": ("to_complete_end", "to_complete_end_time"),
    "screens": ("to_complete_end_screens", "to_complete_end_screens_time"),
}

# Languages usually written from right to left, and the scripts that are (ISO 639, ISO 15924).
RTL_LANGUAGES = frozenset("ar arc ckb dv fa he ks nqo prs ps sd syr ug ur yi".split())
RTL_SCRIPTS = frozenset("adlm arab hebr mand mend nkoo rohg samr syrc thaa".split())

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
    "progress_players",
    "progress_screens",
    "progress_slides",
    "progress_time",
    "progress_watched",
    "saved",
    "screen_of",
    "seconds",
    "slide_n",
    "slide_of",
    "slide_seen",
)
# Those that it shows where there are questions.
# What a unit says of the mark that completes it, be it a quiz or somebody's page.
MARK_STRINGS = ("decimal_mark", "progress_passed", "to_complete_passed")
QUIZ_STRINGS = (
    "decimal_mark",
    "progress_passed",
    "progress_submitted",
    "quiz_attempts_left",
    "quiz_best",
    "quiz_changed",
    "quiz_counts",
    "quiz_counts_unscored",
    "quiz_handed_in",
    "quiz_kept",
    "quiz_moved",
    "quiz_not_answered",
    "quiz_not_passed",
    "quiz_or",
    "quiz_partly",
    "quiz_passed",
    "quiz_passed_before",
    "quiz_question",
    "quiz_range",
    "quiz_recorded",
    "quiz_recorded_best",
    "quiz_recorded_last",
    "quiz_right",
    "quiz_right_answer",
    "quiz_right_answer_is",
    "quiz_right_order_is",
    "quiz_rule_passing",
    "quiz_score",
    "quiz_score_attempt",
    "quiz_time_left",
    "quiz_time_over",
    "quiz_wrong",
)


def render_job(job: Job) -> Rendered:
    """Everything that one unit becomes. A function of the job alone."""
    kind = registry.units()[job.unit.type]
    rendered = kind.render(job.unit.body, _Context(job))
    return replace(rendered, state=kind.state_bound(job.unit.body))


def shared_outputs() -> tuple[Output, ...]:
    """The files that every page links to, but for the runtime."""
    folder = templates() / "css"
    whole = "\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.css")))
    # No string of ours holds what looks like a comment, or goes over lines.
    lines = (line.strip() for line in _CSS_COMMENT.sub("", whole).splitlines())
    return (Output(f"{SHARED}/style.css", "".join(f"{line}\n" for line in lines if line).encode()),)


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


@cache
def _language_names() -> Mapping[str, str]:
    names: dict[str, str] = json.loads((templates() / "i18n/languages.json").read_text("utf-8"))
    return names


def language_name(language: str) -> str:
    """What a language calls itself, with its region: ``Português (BR)``; else its tag."""
    base, _, region = language.partition("-")
    name = _language_names().get(base.lower())
    if name is None:
        return language
    return f"{name} ({region})" if region else name


class _Context:
    """What a unit type sees while it renders; see ``units.RenderContext``."""

    def __init__(self, job: Job) -> None:
        self.info: CourseInfo = job.info
        self.unit: Unit = job.unit
        self._trail, self._about = job.trail, job.about
        self._strings = strings(job.unit.language)
        self._outputs: dict[tuple[str, object], Output] = {}
        self._found: list[Diagnostic] = []
        self._look = Look(job.unit.theme, UP)
        self._texts: list[str] = []
        self._sayings = 0

    def report(self, code: Code, span: Span, message: str) -> None:
        self._found.append(code.at(span, message))

    def text(self, key: str, **values: object) -> str:
        return self._strings[key].format(**values)

    def asset(self, file: SourceFile) -> str:
        path = f"{ASSETS}/{identity.package_name(file.path)}"
        # Two files of one name stay two: the target says that they meet.
        self._outputs[path, file.disk] = Output(path, packed(file), self.unit.span)
        return UP + path

    def verbatim(self, file: SourceFile, name: str) -> str:
        path = f"{WEB}/{self.unit.id}/{name}"
        self._outputs[path, file.disk] = Output(path, file.disk, self.unit.span)
        return UP + path

    def made(self, name: str, data: bytes) -> str:
        path = f"{UNITS}/{self.unit.id}/{name}"
        self._outputs[path, None] = Output(path, data, self.unit.span)
        return name

    def markdown(self, document: Document, part: str = "") -> str:
        return self._text(html.to_html(document, self._around(document, part)))

    def lead(self, document: Document) -> str:
        return self._text(html.lead_to_html(document, self._around(document)))

    def _text(self, made: str) -> Markup:
        self._texts.append(made)
        return Markup(made)  # noqa: S704 - safe to print, as what Markdown became

    def _around(self, document: Document, part: str = "") -> html.Surroundings:
        def link(target: str) -> Link | None:
            return self.unit.links.get((document.path, target))

        return html.Surroundings(link, self.asset, self.text, part, self._said, language_name)

    def _said(self, recording: Recording, name: str) -> str:
        """What is said in a recording that is played in a text, folded up below it."""
        if not (recording.transcript or recording.speech):
            return ""
        self._sayings += 1
        part = f"said-{self._sayings}"
        transcript = self.markdown(recording.transcript, part) if recording.transcript else ""
        return (
            _environment()
            .get_template("transcript.html.j2")
            .render(
                transcript=transcript,
                speech=recording.speech,
                is_open=False,
                name=name,
                **self._speaking(),
            )
        )

    def _speaking(self) -> dict[str, object]:
        """What templates need to say something in the language of the page, and in ours."""
        ui_language = self._strings["_language"]
        return {
            "language": self.unit.language,
            "ui_language": ui_language,
            "direction": _direction(self.unit.language),
            "ui_direction": _direction(ui_language),
            "t": self.text,
            "direction_of": _direction,
        }

    def page(
        self, data: Mapping[str, Any], *, form: str = "", core: str = "", **values: object
    ) -> Rendered:
        core = core or self.unit.type
        script = f"{SHARED}/{runtime.script_of(core)}"
        launch = f"{UNITS}/{self.unit.id}/index.html"
        html = self._written(
            info=self.info,
            unit=self.unit,
            trail=self._trail,
            about=self._about,
            up=UP,
            shared=UP + SHARED,
            script=UP + script,
            requirement=self._requirement(form),
            page_data=self._data(core, data),
            human_size=self._human_size,
            number=self._number,
            span_of_time=self._span_of_time,
            takes=self._span_of_time(self.unit.duration) if self.unit.duration else "",
            language_name=language_name,
            **{"lead": "", "content": "", **self._speaking(), **values},
        )
        self._outputs[launch, None] = Output(launch, html.encode(), self.unit.span)
        outputs, found = tuple(self._outputs.values()), tuple(self._found)
        return Rendered(self.unit.id, launch, outputs, found, script=script)

    def _written(self, **values: object) -> str:
        """The page of the unit's type, as its theme has it."""
        name = f"units/{self.unit.type}.html.j2"
        if isinstance(content := values["content"], list):
            html = partial(_environment().get_template("parts.html.j2").render, values)
            values["content"] = Parts(content, html)
        page = self._look.page(name, _environment().get_template(name).render, values, self._texts)
        self._outputs |= {(one.path, one.data): one for one in self._look.outputs}
        self._found += self._look.found
        return page

    def _requirement(self, form: str) -> str:
        """What counts, in words; a page that asks for more than a moment says so."""
        rule, amount = self.unit.completion.rule, self.unit.completion.amount
        key = f"to_complete_{rule}"
        if rule == "end":
            key = END[form][amount > A_MOMENT]
        elif rule == "watched" and form == "players":
            key = "to_complete_watched_players"
        percent = self.unit.passing if rule == "passed" else amount * 100
        return self.text(key, time=self._span_of_time(amount), percent=self._number(percent or 0))

    def _span_of_time(self, seconds: float) -> str:
        if seconds >= 120 and seconds % 60 == 0:
            return self.text("minutes", n=self._number(seconds / 60))
        return self.text("seconds", n=self._number(seconds))

    def _human_size(self, size: int) -> str:
        """``1.4 MB``; decimal units, as file managers show them."""
        if size >= 1_000_000:
            return self.text("size_mb", n=self._number(round(size / 1_000_000, 1)))
        return self.text("size_kb", n=self._number(max(round(size / 1000), 1)))

    def _number(self, value: float) -> str:
        return f"{value:g}".replace(".", self._strings["decimal_mark"])

    def _data(self, core: str, body: Mapping[str, Any]) -> str:
        """The page's facts for the runtime, as JSON that cannot end its script element."""
        unit = self.unit
        shown = {*RUNTIME_STRINGS, *(QUIZ_STRINGS if "quiz" in body else ())}
        # An LMS may ask for another mark than the course.
        shown |= set(MARK_STRINGS if unit.completion.rule == "passed" else ())
        data = {
            "v": 1,
            "course": self.info.id,
            # Both of the identifier that the LMS knows: a renamed unit goes on under it.
            "unit": unit.identifier,
            "key": identity.state_key(unit.identifier),
            "type": core,
            "completion": {"rule": unit.completion.rule, "amount": unit.completion.amount},
            "report": unit.report,
            "exitWhenDone": self.info.exit_when_done,
            "interactions": self.info.interactions,
            "body": dict(body),
            "strings": {key: self._strings[key] for key in shown},
        }
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return Markup(  # noqa: S704 - the three characters that HTML could take for markup are gone
            text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
        )


def _direction(language: str) -> str:
    """``rtl`` or ``ltr``, by the script that the tag names, else by the language's usual one."""
    base, *rest = language.lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    return "rtl" if (script in RTL_SCRIPTS if script else base in RTL_LANGUAGES) else "ltr"
