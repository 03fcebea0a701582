"""A document: shown where the browser can, always to open and to keep."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.units.making import make, pdf


def test_a_document(tmp_path: Path) -> None:
    made = make(
        tmp_path,
        {"01-Work book.pdf": pdf(["a"]), "01-Work book.yaml": "title: Book <1>\n"},
    )
    assert made.findings == ()
    page = made.page("work-book")
    url = "../../assets/01-work-book.pdf"
    assert (
        f'<a class="button" data-role="open" href="{url}" target="_blank" rel="noopener">' in page
    )
    assert f'data-role="download" href="{url}" download="01-Work book.pdf">' in page
    assert "Download the document (PDF, 1\u00a0kB)" in page
    assert (
        f'<iframe class="document-frame" data-role="embed" src="{url}" '
        'title="Document: Book &lt;1&gt;"></iframe>'
    ) in page
    assert "To complete: open or download the document, or read it here." in page
    assert made.data("work-book")["body"] == {}


def test_a_page_may_stand_above_it(tmp_path: Path) -> None:
    text = "---\nsource: files/b.pdf\n---\n# Book\n\nKeep *it*.\n"
    page = make(tmp_path, {"01-a.md": text, "files/b.pdf": pdf(["a"])}).page("a")
    assert page.index("Keep <em>it</em>") < page.index("<iframe")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.4\nbroken", pdf([])])
def test_what_nobody_could_open_is_told(tmp_path: Path, data: bytes) -> None:
    made = make(tmp_path, {"01-a.pdf": data, "01-a.yaml": "title: A\n"})
    assert made.findings == ("01-a.pdf S207",)
