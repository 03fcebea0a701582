"""Every link of a unit gets its meaning, and every player in a text what goes with its film."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from scorm_builder.course import links
from scorm_builder.diagnostics import Diagnostic
from scorm_builder.fields import Fields
from scorm_builder.load.reading import Reading
from scorm_builder.load.unitloader import Loaded
from scorm_builder.markdown import Document, Reference, flat
from scorm_builder.media import companions
from scorm_builder.media.companions import Recording
from scorm_builder.model import Link, SourceFile, Unit
from scorm_builder.source.paths import Paths

# What an author writes behind a player in which nothing is said: ![A bell](bell.mp3){.no-speech}
NO_SPEECH = "no-speech"


@dataclass(frozen=True, slots=True)
class Linking:
    """What links lead to. ``media`` are those of units, which hear themselves what they lack."""

    paths: Paths
    places: Mapping[str, links.Place]
    media: Collection[str]
    found: list[Diagnostic]

    def linked(self, one: Loaded) -> Unit:
        """The unit with the meaning of all its links."""
        table: dict[tuple[str, str], Link] = {}
        recordings: dict[str, Recording] = {}
        files = {file.path: file for file in one.unit.files}
        elsewhere: set[str] = set()
        documents = list(one.documents)
        # Transcripts join them on the way, and are read in their turn.
        for document in documents:
            for reference in document.references:
                link = links.resolve(self.paths, self.places, document, reference)
                if link and link.medium and link.file:
                    if link.file.path not in recordings:
                        reading = self._reading(one.unit, document, link.file)
                        recording = self._recording(link.file, reading, document, reference)
                        recordings[link.file.path] = recording
                        documents += reading.documents
                        files.update(reading.used)
                    link = _playing(link, recordings[link.file.path])
                if link is not None:
                    table[document.path, reference.target] = link
                    if link.file:
                        files[link.file.path] = link.file
                    if link.kind == "external" and reference.kind != "link":
                        # The reader of the text has told of it (S211).
                        elsewhere.add(link.url)
        return replace(
            one.unit,
            links=table,
            files=tuple(files.values()),
            elsewhere=frozenset(elsewhere),
        )

    def _reading(self, unit: Unit, document: Document, medium: SourceFile) -> Reading:
        """A player is read as the unit that its recording could be, but without a text."""
        return Reading(
            self.paths.tree,
            self.paths,
            document.path,
            medium,
            text="",
            text_line=1,
            language=unit.language,
            found=self.found,
            sanitized=document.sanitized,
        )

    def _recording(
        self, medium: SourceFile, reading: Reading, document: Document, reference: Reference
    ) -> Recording:
        where = reference.span
        recording = companions.read(Fields.none(where, self.found), reading, medium, where)
        # A film without a sound track is one without speech.
        speaks = bool(recording.facts.sound) and not _is_without_speech(document, reference.target)
        if speaks and medium.path not in self.media:
            way = f"write {{.{NO_SPEECH}}} behind the image"
            companions.lacks(recording, reading, where, way)
        return recording


def _playing(link: Link, recording: Recording) -> Link:
    facts = recording.facts
    return replace(link, recording=recording, width=facts.width, height=facts.height)


def _is_without_speech(document: Document, target: str) -> bool:
    return any(
        token.type == "image"
        and token.attrs.get("src") == target
        and NO_SPEECH in str(token.attrs.get("class", "")).split()
        for token in flat([*document.lead, *document.tokens])
    )
