"""The upload handler of Open edX's SCORM XBlock, run as Studio runs it.

Everything that judges the package is the XBlock's own code: it unzips, finds the manifest, picks
the launch page and the SCORM version, builds its menu and scans for calls that report completion.
Only the surroundings are stood in for: Django's settings live in memory, and the XBlock runtime,
which a whole Open edX would bring, is a mock that says which URL a handler has.
"""

from __future__ import annotations

import gc
import io
import types
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock


@dataclass(frozen=True, slots=True)
class Imported:
    """What the XBlock made of a package.

    ``launch`` is the page it opens, ``menu`` its own HTML list of titles, ``warnings`` its codes
    for authors, ``errors`` what Studio would show, ``files`` how many files it unpacked.
    """

    errors: tuple[str, ...]
    version: str
    launch: str
    menu: str
    warnings: tuple[str, ...]
    files: int


def _configure(media: Path) -> None:
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(
            USE_TZ=True,
            SECRET_KEY="only-for-tests",
            CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
            STORAGES={
                "default": {
                    "BACKEND": "django.core.files.storage.FileSystemStorage",
                    "OPTIONS": {"location": str(media)},
                }
            },
        )
        django.setup()


def studio_upload(zipped: Path, media: Path) -> Imported:
    """Hands the zip to ``ScormXBlock.studio_submit``; ``media`` is where it may unpack."""
    _configure(media)
    from django.core.files.storage import FileSystemStorage
    from openedxscorm.scormxblock import ScormXBlock
    from xblock.field_data import DictFieldData

    runtime = mock.Mock(name="XBlock runtime")
    runtime.handler_url.return_value = "/handler/assets_proxy"
    runtime.service.return_value = None
    block: Any = ScormXBlock(runtime, DictFieldData({}), mock.Mock(name="scope ids"))
    block.location = mock.Mock(block_id="b", org="o", course="c", block_type="scorm")
    # The fields are set as the upload form of Studio sends them.
    upload = io.BytesIO(zipped.read_bytes())
    upload.name = zipped.name
    form = {
        "display_name": "Course",
        "width": "",
        "height": "",
        "has_score": "1",
        "enable_navigation_menu": "1",
        "enable_fullscreen_button": "1",
        "navigation_menu_width": "",
        "weight": "1",
        "popup_on_launch": "0",
        "file": types.SimpleNamespace(file=upload),
    }
    store = FileSystemStorage(location=str(media))
    with warnings.catch_warnings(), mock.patch.object(ScormXBlock, "storage", store):
        # It leaves files open for the collector to close; that is its business, and over here.
        warnings.simplefilter("ignore", ResourceWarning)
        answer = block.studio_submit(mock.Mock(method="POST", params=form), "")
        gc.collect()
    return Imported(
        errors=tuple(answer.json["errors"]),
        version=block.scorm_version,
        launch=block.index_page_path,
        menu=block.navigation_menu,
        warnings=tuple(block.package_warnings),
        files=sum(1 for path in media.rglob("*") if path.is_file()),
    )
