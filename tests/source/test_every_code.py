"""Every finding on sources has a case that earns it and one that looks like it and does not.

A name is that of a folder here; with ``::`` it is a test, for what no folder in git can hold or no
single course shows.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from scorm_builder import codes
from scorm_builder.diagnostics import Code

HERE = Path(__file__).parent
TESTS = HERE.parent

CODES = sorted(
    (code for code in vars(codes).values() if isinstance(code, Code)), key=lambda code: code.id
)

# code: what earns it | what only looks so
TABLE = """
S001 source/test_courses_together.py::test_a_folder_without_a_course
     | source/test_courses_together.py::test_folders_beside_a_course_need_be_none
S002 wrong-course-file module-file-names | good-yml-asset
S003 course-in-a-course | good-course-ignored
S004 link-out-of-root out-of-the-course root-out | good-links-up
S005 not-utf8 | good-bom-and-crlf
S006 empty-module no-unit all-drafts | good-module-of-drafts
S007 deep-modules | good-three-deep
S008 equal-numbers what-is-a-number | good-film-with-companions
S009 medium-of-no-kind ways-out | good-names-that-look-numbered
S010 unreadable-yaml yaml-words yaml-words-2 tab-in-yaml | good-yaml-signs
S011 duplicate-key | good-same-key-elsewhere
S012 unknown-key misspelt-title misplaced-keys | good-quoted-keys
S013 wrong-types list-instead-of-keys | good-numbers-as-text
S014 completion-forms bad-date unknown-type | good-completions good-durations
S015 long-title titles | good-title-of-200
S016 missing-title empty-course-yaml | good-folded-title
S017 guessed-title titles | good-setext-title
S018 not-yet not-yet-course | good-words-of-later-versions
S019 looks-like-content forgotten-number | good-names-that-look-numbered good-draft-and-ignored
S020 same-stem sidecar-and-page | good-same-stem-with-id
S021 lonely-sidecar | good-yaml-asset
S022 unclosed-front-matter front-matter-not-first | good-rule-that-is-no-front-matter
S023 title-zero titles markup-in-titles | good-title-with-a-zero good-titles-with-signs
S024 not-listed | good-contents-and-assets
S025 source/test_courses_together.py::test_two_courses_that_would_become_one_zip
     | source/test_courses_together.py::test_two_courses_of_one_title_with_ids_of_their_own
S026 listed-twice | good-one-name-in-two-folders
S027 index-and-html | good-index-of-assets good-index-pages
S028 source/test_scan.py::test_names_that_are_one_on_some_systems | good-names-apart
S029 source/test_scan.py::test_names_that_are_no_text
     | source/test_scan.py::test_names_are_composed_whatever_the_file_system_keeps
S030 source/test_scan.py::test_what_cannot_be_read_is_told
     | source/test_scan.py::test_what_editors_and_systems_leave_behind_is_not_there
S031 unused | good-assets-used-quietly
S032 empty-keys | good-empty-where-it-may
S033 source/test_scan.py::test_a_course_that_would_be_overlooked_is_told
     | source/test_courses_together.py::test_folders_beside_a_course_need_be_none

S101 bad-id | good-ids
S102 same-id virtual-same | good-unit-named-as-course good-same-key-elsewhere
S103 was-in-use same-was | good-was
S104 dead-links addresses draft-linked | good-links good-code-is-no-link
S105 wrong-case | good-uppercase-endings
S106 dead-links | good-anchors
S107 addresses source-address | good-encoded-paths
S108 completion completion-forms | good-inherited-completion
S109 mastery-without-grades mastery-that-none-can | good-mastery good-words-of-later-versions
S110 prerequisites-that-are-not-there | good-prerequisites
S111 prerequisites-in-a-circle prerequisites-that-are-not-there | good-prerequisites
S112 too-many-prerequisites | good-prerequisites
S113 prerequisites-across-packages | good-prerequisites

S201 second-h1 | good-titles-in-code
S202 missing-alt | good-image-texts
S203 not-an-image film-as-image | good-images
S204 no-captions players-unheard | good-silent-film good-players good-captions
S205 bad-captions | good-captions
S206 not-a-film | good-uppercase-endings
S207 not-a-pdf | good-slides
S208 slides-without-text-or-fonts | good-slides
S209 deck-without-pdf types-misused | good-page-of-a-film
S210 html-left-out | good-html
S211 from-elsewhere | good-links-to-elsewhere
S212 comment-without-end | good-comment-signs
S213 same-anchors | good-same-headings
S214 slides-without-text-or-fonts | good-slides
S215 links-of-all-kinds | good-brackets
S216 no-definition | good-brackets
S217 no-alert | good-quotes
S218 no-heading | good-number-signs
S219 unbalanced-html | good-angle-brackets
S220 unused-footnote | good-footnotes
S221 bad-formula | good-dollars
S222 unused-abbreviation | good-abbreviations
S223 wordless-link | good-links-of-images
S224 lost-cells | good-cells
S225 code-without-end | good-code-blocks
S226 no-table | good-lines-of-pipes
S227 no-attributes | good-braces
S228 nameless | good-names-of-elements
S229 empty-page | good-title-page
S230 web-names | good-web-folder
S231 web-tracking | good-web-that-names-an-api
S232 markdown-to-download | good-odd-characters
S234 lists-and-stars | good-lists-and-stars
S235 lists-and-stars | good-lists-and-stars
S240 screens | good-lines-of-dashes
S241 screens | good-screens
S242 screens-without-a-break | good-screens
S250 not-translated | good-languages
S251 translations-of-nothing | good-languages good-names-with-points
S252 stray-translations | good-names-with-points
S253 languages-that-are-none | good-languages
S254 translated-keys | good-languages
S255 defaults-misplaced module-file-unread | good-defaults good-files-about-the-folder
S256 shared-wrong | good-shared
S257 test_budget.py::test_a_package_over_its_budget_is_told_with_what_is_large_in_it
     | good-budget
S258 shared-as-content | good-shared
S259 source/test_course.py::test_a_draft_that_is_taken_in_is_told
     | source/test_course.py::test_drafts_are_left_out
S260 audio-wrong players-unheard | good-audio good-players
S261 audio-wrong | good-audio
S262 film-unplayed audio-wrong | good-uppercase-endings
S263 film-unplayed audio-wrong | good-audio
S264 units/test_recordings.py::test_an_index_behind_much_data_begins_late
     | good-film-with-companions
S265 drawings | good-drawings
S266 drawings | good-drawings
S270 heading-jumps | good-headings
S271 links-that-say-nothing | good-links-that-begin-so
S272 images-that-say-nothing | good-image-texts
S273 table-without-header | good-table-with-a-corner
S274 completion | good-watched-pages
S275 players-of-html | good-players-of-html
S276 players-in-links | good-players-beside-links
S277 foreign-markup | good-foreign-markup

S285 no-theme | good-theme good-theme-of-a-folder-of-courses
S286 theme-templates theme-unasked | good-theme
S287 theme-leaves-out | good-theme
S288 theme-inline | good-theme
S289 theme-refers theme-refers-in-pages | good-theme

S301 names-meet | good-names-apart
S302 targets/test_fitting.py::test_more_files_than_a_zip_holds
     | targets/test_fitting.py::test_names_alike_are_not_the_same
S303 no-metadata-is-said | good-smallest
S304 targets/test_findings.py::test_progress_has_to_fit
     | targets/test_findings.py::test_a_sound_course_gives_nothing_to_say
S305 control-character | good-odd-characters
S306 package/test_publishing.py::test_a_folder_of_somebody_else_is_never_replaced
     | package/test_publishing.py::test_a_folder_is_replaced_whole_without_what_was_left

S401 quiz-no-answers | good-quiz-look-alikes
S402 quiz-two-answers | good-quiz-look-alikes
S403 quiz-behind-answers | good-quiz-look-alikes
S404 quiz-none-right | good-quiz-look-alikes
S405 quiz-not-all-options | good-quiz-look-alikes
S406 quiz-no-option | good-quiz-look-alikes
S407 quiz-unfit-answers | good-quiz-look-alikes
S408 quiz-bad-number | good-quiz-look-alikes
S409 quiz-bad-expression | good-quiz-look-alikes
S410 quiz-bad-marks | good-quiz-look-alikes
S411 quiz-bad-option-marks | good-quiz-look-alikes
S412 quiz-same-questions | good-quiz-look-alikes
S413 quiz-same-options | good-quiz-look-alikes
S414 quiz-too-many-options | good-quiz-look-alikes
S415 quiz-unpinned | good-quiz-look-alikes
S416 quiz-bad-feedback | good-quiz-look-alikes
S417 quiz-no-question | good-quiz-look-alikes
S418 quiz-idle-marks | good-quiz-look-alikes
S419 quiz-no-words | good-quiz-look-alikes
S420 quiz-across-html | good-quiz-look-alikes
S430 report-of-graded-units | good-graded
S431 passed-without-a-mark | good-graded
S432 draws-that-cannot-be | good-graded
S433 questions-listed-wrong | good-questions-listed
S434 questions-listed-wrong | good-questions-listed
S435 quiz-texts-adrift | good-quiz-look-alikes
S440 gift-bank-wrong | good-gift-bank
S441 gift-bank-wrong | good-gift-bank
S445 no-objective | good-objectives
S446 draws-of-opinions | good-draws-of-opinions
S448 gift-bank-weights | good-gift-bank-weights
S450 gift-bank-names | good-gift-bank-names
S451 quiz-joined-answers | good-quiz-look-alikes
S501 test_locking.py::test_what_would_be_lost_is_told_and_nothing_is_built
     | test_locking.py::test_what_was_renamed_by_was_is_not_lost
S502 test_locking.py::test_without_a_lock_there_is_nothing_to_hold_on_to
     | test_locking.py::test_what_was_renamed_by_was_is_not_lost
S503 test_locking.py::test_a_lock_that_cannot_be_read_forbids_the_release
     | test_locking.py::test_a_lock_names_what_records_hang_on
S504 test_locking.py::test_what_is_new_is_said_until_it_is_locked
     | test_locking.py::test_what_was_renamed_by_was_is_not_lost
S505 test_locking.py::test_translated_questions_have_the_ids_of_the_original
     | test_locking.py::test_a_translation_that_asks_by_the_same_ids
S601 checking/test_settings.py::test_an_ignore_that_hides_nothing_is_told
     | checking/test_settings.py::test_an_ignore_that_hides_something_is_not_told
"""


def _rows() -> dict[str, tuple[list[str], list[str]]]:
    rows = {}
    for line in TABLE.replace("\n     |", " |").split("\n"):
        if line:
            code, names = line.split(" ", 1)
            earns, looks = names.split("|")
            rows[code] = earns.split(), looks.split()
    return rows


ROWS = _rows()


def is_earned(code: str, name: str) -> bool:
    """Whether the folder or test ``name``, which must be there, has findings of ``code``."""
    path, _, test = name.partition("::")
    if not test:
        return f"[{code}]" in (HERE / path / "expected.txt").read_text("utf-8")
    text = (TESTS / path).read_text("utf-8")
    assert f"\ndef {test}(" in text, f"there is no test {name}"
    return code in text


@pytest.mark.parametrize("code", CODES, ids=[code.id for code in CODES])
def test_a_code_has_a_case_and_a_look_alike(code: Code) -> None:
    assert code.id in ROWS, f"write a line for {code.id} ({code.name}) into this table"
    earns, looks = ROWS[code.id]
    assert earns
    assert all(is_earned(code.id, name) for name in earns)
    assert looks
    assert not any(is_earned(code.id, name) for name in looks if "::" not in name)


def test_the_table_names_only_codes_that_are_there() -> None:
    assert set(ROWS) <= {code.id for code in CODES}


def test_no_two_codes_have_one_id_or_one_name() -> None:
    for of in ("id", "name"):
        said = [getattr(code, of) for code in CODES]
        assert sorted(set(said)) == sorted(said)
