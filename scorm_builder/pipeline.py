"""The order of the stages: the only module that knows it.

scan → load → render each unit → plan → write → open the result → rules. A stage that finds errors
ends the build of that course before anything is published: the zip that was there stays whole.
"""

from __future__ import annotations

import errno
import os
import posixpath
import tempfile
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scorm_builder import load, locking, package, registry, render, rules, runtime, source
from scorm_builder.codes import NO_COURSE, NOT_PUBLISHED, SAME_COURSE_ID
from scorm_builder.course.packages import packages
from scorm_builder.diagnostics import Diagnostic, Report, Severity, Span
from scorm_builder.load.names import package_names
from scorm_builder.mapping import Mapper, mapper
from scorm_builder.model import Budget, Course, Job, Module, Output, Plan, Rendered, Unit
from scorm_builder.package import Known
from scorm_builder.writing import fitting, origins, publishing, zipwriter


@dataclass(frozen=True, slots=True)
class Built:
    """One package that was published: its name, where it is, its units and its bytes.

    ``course`` is the course's id, and ``-LANGUAGE`` where the language is not the course's own.
    ``size`` is that of the zip; 0 for an unpacked folder.
    """

    course: str
    path: Path
    units: int
    size: int


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build published, and everything it found."""

    packages: tuple[Built, ...]
    report: Report


def build(
    source_dir: str | os.PathLike[str] = "course_src",
    out: str | os.PathLike[str] = "dist",
    *,
    packaging: str | None = None,
    jobs: int = 1,
    strict: bool = False,
    unpacked: bool = False,
    drafts: bool = False,
    locked: bool = False,
    settings: Mapping[str, str] | None = None,
) -> BuildResult:
    """Builds the course in ``source_dir``, or every course right in it, into ``out``.

    Each course becomes ``out/<course id>.zip`` (``out/<course id>/`` when ``unpacked``), and
    ``out/<course id>-<language>.zip`` for every further language of it; under ``packages`` each of
    its units ``out/<course id>-<unit id>.zip``.
    ``settings`` overrides keys of ``course.yaml``; ``strict`` lets warnings forbid publishing;
    ``drafts`` takes in what says ``draft: true``; ``locked`` refuses to lose an identifier that is
    in ``course.lock``.
    A course with errors, or one whose package cannot be written, is not published and does not
    hinder the others. Raises ``OSError`` only if ``source_dir`` cannot be read or ``out`` is no
    folder.
    """
    chosen = dict(settings or {})
    if packaging is not None:
        chosen["packaging"] = packaging
    label = Path(source_dir).as_posix()
    folders, found = source.find_courses(Path(source_dir))
    if os.path.lexists(out) and not Path(out).is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "it is no folder", str(out))
    if not folders:
        message = "no course here: a course is a folder with a course.yaml"
        return BuildResult((), Report.of([*found, NO_COURSE.at(Span(label), message)]))

    # Rendering takes one process in this version, however many are allowed.
    spread = mapper(min(jobs, 1))
    built: list[Built] = []
    taken: set[str] = set()
    twins = _twins(folders, chosen)
    for folder in folders:
        prepared, findings = _prepare(folder, Path(out), chosen, drafts, locked, spread)
        fails = Report.of(findings).fails(strict)
        if folder in twins and prepared:
            findings.append(twins[folder])
            fails = True
        for course, plan, _ in prepared if folder not in twins else ():
            if plan.name in taken:
                message = f"another package of this build is called {plan.name!r}: change an id"
                findings.append(SAME_COURSE_ID.at(course.info.span, message))
                fails = True
            taken.add(plan.name)
        for course, plan, known in prepared:
            if not fails:
                published, more = _publish(plan, known, course.budget, Path(out), unpacked, strict)
                findings += more
                if published is not None:
                    units = sum(1 for _ in course.units())
                    built.append(Built(plan.name, published, units, _size(published)))
        found += findings
    return BuildResult(tuple(built), Report.of(found))


def check(source_dir: Path, loud: Container[str] = ()) -> Report:
    """What a build of the courses in ``source_dir`` would find, its notes on the packages too.

    ``loud`` has the ids of quiet rules that are to be run.
    Packages are made in a folder for temporary files and judged there; nothing is published, and
    what is found in them is told as entries of the course's folder.
    Raises ``OSError`` if something cannot be read or written.
    """
    folders, found = source.find_courses(source_dir)
    for folder in folders:
        prepared, findings = _prepare(folder, None, {}, False, False, mapper(1))
        found += findings
        for course, plan, known in prepared if not Report.of(findings).fails() else ():
            with tempfile.TemporaryDirectory() as stage:
                draft = Path(stage) / f"{plan.name}.zip"
                zipwriter.write(plan, draft)
                judged = _judged(plan, known, course.budget, draft, draft.name, loud)
                inside = draft.name if len(prepared) > 1 else ""
                found += [_led(one, draft.name, folder.as_posix(), inside) for one in judged]
    return Report.of(found)


def _led(found: Diagnostic, gone: str, folder: str, inside: str) -> Diagnostic:
    """A finding on a package that is ``gone`` when it is read, at the folder it was made of.

    ``inside`` is to stand before the entry; empty where there is one package only.
    """

    def led(span: Span) -> Span:
        if span.path != gone:
            return span
        return replace(span, path=folder, entry="!".join(filter(None, (inside, span.entry))))

    return replace(found, span=led(found.span), places=tuple(map(led, found.places)))


def _twins(folders: Sequence[Path], settings: Mapping[str, str]) -> dict[Path, Diagnostic]:
    """The courses that would become the zip of another: none of them may replace it."""
    places: dict[str, list[tuple[Path, Span]]] = {}
    for folder in folders:
        several, span = package_names(folder, folder.as_posix(), settings)
        for name in several:
            places.setdefault(name, []).append((folder, span))
    twins = {}
    for name, same in places.items():
        for i, (folder, span) in enumerate(same if len(same) > 1 else ()):
            other = same[0 if i else 1][1]
            message = f"the course id {name!r} is that of {other} too: give one of them an id:"
            twins[folder] = SAME_COURSE_ID.at(span, message)
    return twins


def _prepare(
    folder: Path,
    out: Path | None,
    settings: Mapping[str, str],
    drafts: bool,
    locked: bool,
    spread: Mapper,
) -> tuple[list[tuple[Course, Plan, Known]], list[Diagnostic]]:
    """Everything that needs no output folder: scan, load, render, plan; once a language."""
    tree, found = source.scan(folder, folder.as_posix(), out)
    courses, more = load.editions(tree, settings, drafts=drafts)
    found += more
    if locked:
        found += locking.check(tree, courses)
    if Report.of(found).fails():
        return [], found
    target = registry.targets()["scorm12"]
    prepared = []
    for course in courses:
        rendered = [_with_script(one) for one in spread(render.render_job, jobs_of(course))]
        found += (finding for one in rendered for finding in one.findings)
        for one in () if Report.of(found).fails() else packages(course):
            units = {unit.id for unit in one.units()}
            pages = [page for page in rendered if page.unit in units]
            plan, more = target.plan(one, pages, render.shared_outputs())
            found += more
            prepared.append((one, plan, origins.known(tree, one, pages, plan)))
    return prepared, found


def _with_script(one: Rendered) -> Rendered:
    """What a unit became, with the browser runtime, of which there is one for all."""
    script = Output(one.script, runtime.link(posixpath.basename(one.script)))
    return replace(one, outputs=(*one.outputs, script))


def jobs_of(course: Course) -> list[Job]:
    """One job a unit, in the order of the menu, each with all it needs and no more."""
    return [Job(course.info, *placed) for placed in _walk(course.children, (), ())]


def _walk(
    children: tuple[Module | Unit, ...], trail: tuple[str, ...], about: tuple[str, ...]
) -> Iterator[tuple[Unit, tuple[str, ...], tuple[str, ...]]]:
    for child in children:
        if isinstance(child, Module):
            said = (*about, child.description) if child.description else about
            yield from _walk(child.children, (*trail, child.title), said)
        else:
            yield child, trail, about
        # What modules are about is said on their first unit only.
        about = ()


def _publish(
    plan: Plan, known: Known, budget: Budget | None, out: Path, unpacked: bool, strict: bool
) -> tuple[Path | None, list[Diagnostic]]:
    """Writes beside the target, judges what was written, and only then puts it in place."""
    target = out / (plan.name if unpacked else f"{plan.name}.zip")
    try:
        out.mkdir(parents=True, exist_ok=True)
        with publishing.staging(out) as stage:
            draft = stage / target.name
            write = publishing.write_folder if unpacked else zipwriter.write
            write(plan, draft)
            judged = _judged(plan, known, budget, draft, target.as_posix())
            # Notes on packages are for who asks for a check: here they would come at every build.
            found = [one for one in judged if one.severity is not Severity.INFO]
            if Report.of(found).fails(strict):
                return None, found
            publishing.replace(draft, target, stage / "old")
    except OSError as error:
        message = f"not published: {publishing.reason(error, out)}"
        return None, [NOT_PUBLISHED.at(Span(target.as_posix()), message)]
    return target, found


def _judged(
    plan: Plan,
    known: Known,
    budget: Budget | None,
    draft: Path,
    label: str,
    loud: Container[str] = (),
) -> list[Diagnostic]:
    """What there is to say of a package that was written, shown under ``label``.

    Of what was packed as it is, it is said at the source; what was said there is not said again.
    """
    over = fitting.over_budget(plan.outputs.values(), _size(draft), budget)
    with package.open(draft, label, known) as made:
        return [*over, *rules.check(made, loud=loud)]


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0
