"""The statement on its page: written in one's own editor, compared, shown as it grew."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coach.logs.versions import TEXTS, VERSIONS, Version, VersionText
from coach.prepare.record import hash_of
from coach.records import replace
from coach.subjects.coach import Coach
from screens.app import CoachApp
from tests.screens.hands import press, text

MakeApp = Callable[..., CoachApp]
FIRST = (
    "My first patient taught me to write the plan down.\n\nDr. Rahman saw it. I had no answer.\n"
)
SECOND = FIRST.replace("no answer", "no good answer") + "\nI kept a list from then on.\n"
HERE = "import pathlib, sys; file = pathlib.Path(sys.argv[1]); "
ADDS = f"{sys.executable} -c \"{HERE}file.write_text(file.read_text() + 'It grew.')\""

CV = (
    "Education\n2010 - 2016 MBBS, Lahore\nExperience\n2017 - 2018 House officer, Karachi\n"
    "2018 - 2019 Medical officer, Karachi\nResearch\n2019 - 2020 Fellow, Boston\nLanguages\nUrdu\n"
)


@pytest.fixture
def app(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> CoachApp:
    """The example with two versions, in a place where the terminal is nobody's."""
    app = make_app()
    app.coach.versions.keep_text(FIRST, "IM", "first.txt")
    app.coach.versions.keep_text(SECOND, "IM", "second.txt")
    monkeypatch.setattr(app, "suspend", nullcontext)
    monkeypatch.setenv("VISUAL", ADDS)
    return app


async def opened(pilot: Pilot[None], app: CoachApp) -> None:
    app.action_go("versions")
    await pilot.pause()


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
def test_looks_of_the_statement(snap_compare: Any, app: CoachApp, size: tuple[int, int]) -> None:
    async def go(pilot: Pilot[None]) -> None:
        await opened(pilot, app)

    assert snap_compare(app, terminal_size=size, run_before=go)


def test_looks_of_a_comparison(snap_compare: Any, app: CoachApp) -> None:
    async def go(pilot: Pilot[None]) -> None:
        await opened(pilot, app)
        await press(pilot, "c")

    assert snap_compare(app, terminal_size=(80, 24), run_before=go)


async def test_what_the_editor_saves_is_kept_and_undone(app: CoachApp) -> None:
    versions = app.coach.versions
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await press(pilot, "o")
        assert versions.text("v3").endswith("It grew.") and "Kept:" in text(app)
        await press(pilot, "u")
        assert len(versions.chain()) == 2 and "Taken back: Kept" in text(app)


@pytest.mark.parametrize(
    ("editor", "says"),
    [
        ("false", "ended with an error"),
        ("no-such-editor", "cannot be opened"),
        ("true", "Unchanged"),
    ],
)
async def test_an_editor_that_fails_or_saves_nothing_is_one_sentence(
    app: CoachApp, monkeypatch: pytest.MonkeyPatch, editor: str, says: str
) -> None:
    monkeypatch.setenv("VISUAL", editor)
    monkeypatch.setattr("coach.subjects.drafts.AT_ONCE_S", 0)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await press(pilot, "o")
        assert says in text(app) and len(app.coach.versions.chain()) == 2
        await press(pilot, "o")
        assert "did not end well" not in text(app)  # nothing was written


async def test_a_text_that_was_left_is_asked_about_and_a_cv_confirmed(app: CoachApp) -> None:
    versions = app.coach.versions
    draft = versions.drafts.file("Internal Medicine")
    draft.parent.mkdir()
    draft.write_text(CV)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await press(pilot, "o")
        assert "did not end well" in text(app)
        await press(pilot, "enter")
        assert "A CV, not a statement" in text(app) and "--anyway" not in text(app)
        await press(pilot, "n")
        assert len(versions.chain()) == 2 and draft.exists()
        await press(pilot, "o", "enter", "y")
        assert versions.text("v3").startswith("Education") and not draft.exists()


async def test_a_new_applicant_is_asked_for_the_specialty(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        assert "the final text is yours" in text(app)
        await press(pilot, "o")
        assert "For which specialty?" in text(app)


async def test_a_file_that_is_no_text_leaves_the_line_as_it_was_typed(
    app: CoachApp, tmp_path: Path
) -> None:
    file = tmp_path / "empty.txt"
    file.write_bytes(b"")
    async with app.run_test(size=(120, 30)) as pilot:
        await opened(pilot, app)
        await press(pilot, "a", *f"{file} IM", "enter")
        assert "mpty.txt is empty" in text(app) and f"{file} IM" in text(app)


async def test_the_record_is_written_with_all_texts_after_a_warning(
    app: CoachApp, tmp_path: Path
) -> None:
    app.coach.versions.keep_text(f"{SECOND} Mr. Johnson, 54, came on 3 May.", "IM")
    file = tmp_path / "record.md"
    async with app.run_test(size=(120, 30)) as pilot:
        await opened(pilot, app)
        await press(pilot, "W", "ctrl+u", *str(file), "enter", "j", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "recognise a patient" in text(app) and not file.exists()
        await press(pilot, "y")
        await app.workers.wait_for_complete()
    assert "Number 2, Internal Medicine" in file.read_text()


async def test_findings_are_read_first_and_the_hash_last_and_help_is_short(app: CoachApp) -> None:
    async with app.run_test(size=(120, 60)) as pilot:
        await opened(pilot, app)
        await press(pilot, "enter")
        whole = text(app)
        places = [whole.index(word) for word in ("! The specialty", "Text", "I kept a", "Hash")]
        assert places == sorted(places) and whole.count("Length") == 1
        await press(pilot, "escape", "question_mark")
        assert "I kept a list" not in text(app) and "On Statement" in text(app)


async def test_a_comparison_is_with_the_one_before_or_another(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await press(pilot, "c")
        assert "I had no [good] answer." in text(app) and "1 changed, 1 added, 2 kept" in text(app)
        await press(pilot, "escape", "G", "c")
        assert "it is the first of its text" in text(app)
        await press(pilot, "o", "c")
        assert "Compare v3 with which one?" in text(app)


async def test_what_is_for_the_applicant_alone_is_read_only_on_request(app: CoachApp) -> None:
    named = "In my observership I intubated Mr. Johnson, a 54-year-old patient, on 3 May."
    app.coach.versions.keep_text(f"{FIRST}{named} I am hardworking, dedicated and kind.", "IM")
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        assert "findings (Enter reads all)" in text(app)
        assert "Johnson" not in text(app) and "recognise" not in text(app)
        await press(pilot, "v")
        first = text(app)
        assert "final text is yours" in first and "For you alone" in first and "Johnson" in first
        await press(pilot, "escape", "enter")
        assert "Johnson" in text(app)


async def test_a_version_cannot_be_changed_and_what_is_taken_out_is_named(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app)
        await press(pilot, "G", "d")
        assert "Taken out: its text is gone" in text(app)
        await press(pilot, "d")
        assert "it was taken out" in text(app)
        await press(pilot, "u")
        assert app.coach.versions.text("v1") == FIRST.strip()


if sys.platform == "win32":
    pytest.skip("there is no pty", allow_module_level=True)


def test_the_editor_has_the_terminal_and_gives_it_back(start: Callable[..., Any]) -> None:
    types = f"{HERE}file.write_text(input('What do you write? '))"
    session = start("--today", "2026-11-22", EDITOR=f'{sys.executable} -c "{types}"')
    session.wait_for("This week")
    session.press("5", "w", "o")
    session.wait_for("For which specialty?")
    session.press("enter", settle=False)
    session.wait_for("What do you write?")
    assert not session.emulator.alternate
    session.press("I kept a list.", "enter", settle=False)
    session.wait_for("Kept: 4 words.")
    assert session.emulator.alternate and "Length" in session.emulator.text
    session.press("q")
    assert session.wait_end() == 0
    session.assert_given_back()


def test_an_interrupt_in_the_editor_is_the_editors(start: Callable[..., Any]) -> None:
    interrupts = "import os, signal; signal.signal(2, signal.SIG_IGN); os.killpg(0, 2); "
    types = f"{interrupts}{HERE}file.write_text('I kept a list.')"
    session = start("--today", "2026-11-22", EDITOR=f'{sys.executable} -c "{types}"')
    session.wait_for("This week")
    session.press("5", "w", "o")
    session.press("enter", settle=False)
    session.wait_for("Kept: 4 words.")


@pytest.fixture
def many(home: Path) -> Iterator[Path]:
    """Two thousand versions of four thousand characters."""
    coach, before = Coach.open(home, lambda: datetime(2026, 11, 22, 12)), ""
    sentences = [f"On day {day} I wrote the plan down, and read it again." for day in range(75)]
    with coach._state.act("Kept: many") as act:
        for number in range(1, 2001):
            sentences[number % 75] = f"In version {number} this sentence has other words in it."
            said, when = " ".join(sentences), datetime(2026, 1, 1) + timedelta(hours=4 * number)
            row = Version(
                key=f"v{number}",
                specialty="Internal Medicine",
                number=number,
                when=f"{when:%Y-%m-%dT%H:%M:%SZ}",
                words=len(said.split()),
                length=len(said),
                before=before,
            )
            before = hash_of(row, said)
            act.put(VERSIONS, replace(row, hash=before))
            act.put(TEXTS, VersionText(row.key, said))
    assert not coach.versions.breaks() and 3900 < len(said) < 4300
    coach.close()
    yield home


def test_two_thousand_versions_answer_a_key_at_once(many: Path, start: Callable[..., Any]) -> None:
    session = start("--today", "2026-11-22")
    session.wait_for("This week")
    session.press("5", "w")
    session.wait_for("Length")
    sizes, times = [], []
    for letter in "jjjjjjjjkk":
        began = time.monotonic()
        sizes.append(session.press(letter))
        times.append(time.monotonic() - began)
    assert statistics.median(times) <= 0.5 and statistics.median(sizes) <= 300
