"""Pictures of banks: Moodle keeps them elsewhere, and its export only names them."""

from __future__ import annotations

from pathlib import Path

from tests.quiz.telling import told
from tests.units.making import make

PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'
MOODLE = (
    '::q::[html]<p>See <img src\\="@@PLUGINFILE@@/sub/cell%20one.svg" alt\\="A">: which?</p>{\n'
    '\t=<p><img src\\="@@PLUGINFILE@@/two.svg" alt\\="Two"></p>\n\t~<p>None</p>\n}\n\n'
    "::r::[markdown]See ![A cell](@@PLUGINFILE@@/two.svg): so? {T}\n"
)


def test_pictures_of_moodle_are_taken_from_beside_the_bank(tmp_path: Path) -> None:
    """Its export names them by @@PLUGINFILE@@ and an address, and leaves them out."""
    files: dict[str, str | bytes] = {
        "01-q.yaml": "type: quiz\ntitle: Check\nsource: banks/fire.gift\n",
        "banks/fire.gift": MOODLE,
        "banks/sub/cell one.svg": PICTURE,
        "banks/two.svg": PICTURE,
    }
    made = make(tmp_path, files)
    assert made.findings == ()
    page = made.page("q")
    assert "PLUGINFILE" not in page
    assert 'src="../../assets/banks/sub/cell-one.svg"' in page
    assert page.count('src="../../assets/banks/two.svg"') == 2


def test_pictures_that_moodle_left_out_are_asked_for(tmp_path: Path) -> None:
    files = {"01-q.yaml": "type: quiz\ntitle: Check\nsource: banks/fire.gift\n"}
    found = told(tmp_path, {**files, "banks/fire.gift": MOODLE, "banks/TWO.svg": PICTURE})
    message = "Moodle's export leaves files out: save 'sub/cell one.svg' from the question there,"
    message += " and put it beside the bank: banks/sub/cell one.svg"
    assert sorted(one for one in found if "S303" not in one) == [
        f"banks/fire.gift:1 S104 {message}",
        "banks/fire.gift:2 S105 'two.svg' differs in case from 'TWO.svg': write it exactly so",
        "banks/fire.gift:6 S105 'two.svg' differs in case from 'TWO.svg': write it exactly so",
    ]
