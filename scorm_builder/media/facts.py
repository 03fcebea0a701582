"""What a recording says of itself, as values."""

from __future__ import annotations

from dataclasses import dataclass

NOT_A_VIDEO = "is not the video that its name says"
NOT_A_SOUND = "is not the sound recording that its name says"


class UnplayableError(Exception):
    """The file is not what its name says, or is cut off; the text says which."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Pixels and seconds, 0 where the file leaves them open; codecs by their names in the file.

    ``codec`` is that of the picture, ``sound`` that of the sound; both are empty where the file has
    none, or does not say. ``late`` says whether the index stands behind the data, so that a browser
    must look for it before it can begin.
    """

    width: int = 0
    height: int = 0
    seconds: float = 0.0
    codec: str = ""
    sound: str = ""
    late: bool = False
