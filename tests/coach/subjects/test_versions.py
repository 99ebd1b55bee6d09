"""Versions of a statement: kept from files and editors, never lost, never changed in place."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from coach import places
from coach.logs.versions import Version
from coach.records import CoachError
from coach.subjects.coach import Coach
from coach.subjects.versions import Doubt

Run = Callable[..., tuple[int, Any, str]]
OpenCoach = Callable[..., Coach]
FIRST = (
    "My first patient taught me to write the plan down.\n\nDr. Rahman saw it. I had no answer.\n"
)
SECOND = FIRST.replace("no answer", "no good answer").replace("Dr. Rahman saw it. ", "")

CV = (
    "Education\n2010 - 2016 MBBS, Lahore\nExperience\n2017 - 2018 House officer, Karachi\n"
    "2018 - 2019 Medical officer, Karachi\nResearch\n2019 - 2020 Fellow, Boston\nLanguages\nUrdu\n"
)


@pytest.fixture
def keep(run: Run, tmp_path: Path) -> Callable[..., tuple[int, Any, str]]:
    """Keeps a text by the command."""

    def keep_one(text: str, *more: str, day: str = "2026-11-22") -> tuple[int, Any, str]:
        file = tmp_path / "my statement.txt"
        file.write_text(text, encoding="utf-8")
        return run("versions", "keep", str(file), "--specialty", "IM", *more, "--json", day=day)

    return keep_one


Keep = Callable[..., tuple[int, Any, str]]


def test_a_file_is_kept_once_and_its_text_shown_on_request_alone(keep: Keep, run: Run) -> None:
    status, answer, _ = keep(FIRST)
    assert status == 0 and answer["changed"]
    version = answer["version"]
    assert (version["key"], version["specialty"], version["words"]) == (
        *("v1", "Internal Medicine"),
        len(FIRST.split()),
    )
    assert version["before"] == "" and re.fullmatch(r"[0-9a-f]{64}", version["hash"])
    status, answer, told = keep(FIRST.replace("\n", "\r\n") + "\n\n")
    assert (status, answer["changed"]) == (0, False) and "Unchanged since" in told
    assert run("versions", "show", "v1", "--json")[1]["text"] == FIRST.strip()
    everywhere = [
        run("versions", "list", "--json"),
        run("versions", "export", "-"),
        run("export", "summary", "-"),
        run("log", "--json"),
        run("search", "Rahman"),
        run("today"),
    ]
    assert not any("Rahman" in str(answer) for answer in everywhere)
    assert "Rahman" in run("versions", "export", "-", "--private")[1]


def test_two_versions_are_compared_sentence_by_sentence(keep: Keep, run: Run) -> None:
    keep(FIRST)
    keep(SECOND, day="2026-11-23")
    _, answer, _ = run("versions", "compare", "--json")
    assert (answer["old"]["key"], answer["new"]["key"]) == ("v1", "v2")
    assert answer["counts"] == {"kept": 1, "changed": 1, "added": 0, "removed": 1, "moved": 0}
    _, text, _ = run("versions", "compare", "v2", "v1")
    assert "~ now I had no [good] answer." in text and "- Dr. Rahman saw it." in text
    status, _, why = run("versions", "compare", "v1")
    assert status == 1 and "first version" in why


def test_a_version_is_never_changed_only_noted(keep: Keep, run: Run) -> None:
    keep(FIRST)
    for field in ("specialty=FM", "when=2020-01-01T00:00:00Z", "words=3", "hash=", "findings=0"):
        status, _, why = run("versions", "set", "v1", field)
        assert status == 1 and "A version stays as it was; keep a new one" in why
    assert run("versions", "set", "v1", "note=read by Dr Lee")[0] == 0
    assert run("versions", "record", "-", "--json")[1]["holds"]


def test_what_is_taken_out_leaves_its_place_and_undo_brings_it_back(keep: Keep, run: Run) -> None:
    keep(FIRST)
    keep(SECOND)
    assert run("versions", "remove", "v1")[0] == 0
    status, _, why = run("versions", "show", "v1")
    assert status == 1 and "not there any more" in why
    _, answer, _ = run("versions", "record", "-", "--json")
    assert answer["holds"] and "a version was taken out here" in answer["page"]
    assert "Rahman" not in answer["page"]
    keep(FIRST)
    assert run("versions", "list", "--json")[1]["versions"][0]["key"] == "v3"
    run("undo")
    run("undo")
    assert run("versions", "show", "v1", "--json")[1]["text"] == FIRST.strip()


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE version_texts SET text = replace(text, 'plan', 'plam')", "is not what was kept"),
        ("UPDATE versions SET \"when\" = '2026-01-01T00:00:00Z'", "is not what was kept"),
        ("UPDATE versions SET \"when\" = '' WHERE key = 'v1'", "is not what was kept"),
        ("UPDATE version_texts SET text = NULL WHERE key = 'v1'", "is not what was kept"),
        ("DELETE FROM versions WHERE key = 'v1'", "versions are missing"),
        ("DELETE FROM version_texts WHERE key = 'v1'", "its text is not there"),
    ],
)
def test_what_is_changed_behind_its_back_is_found(
    keep: Keep, run: Run, tmp_path: Path, statement: str, says: str
) -> None:
    keep(FIRST)
    keep(SECOND)
    with sqlite3.connect(tmp_path / "home" / places.DATABASE) as raw:
        raw.execute(statement)
    raw.close()
    _, answer, _ = run("versions", "record", "-", "--json")
    assert not answer["holds"] and says in " ".join(answer["page"].split())
    assert run("versions", "list")[0] == 0 and says in " ".join(run("doctor")[1].split())
    assert keep(f"{FIRST} One more.")[1]["changed"]


def test_a_clock_set_back_is_kept_and_said(keep: Keep, run: Run) -> None:
    keep(FIRST, day="2026-11-22")
    status, answer, told = keep(SECOND, day="2026-11-20")
    assert status == 0 and answer["changed"] and "clock stands earlier" in told
    page = run("versions", "record", "-", "--json")[1]
    assert page["holds"] and "the clock stood earlier" in " ".join(page["page"].split())


def test_a_doubtful_text_is_asked_about_and_a_wrong_specialty_named(keep: Keep, run: Run) -> None:
    status, _, why = keep(CV)
    assert status == 1 and "A CV, not a statement" in why and "--anyway" in why
    assert keep(CV, "--anyway")[0] == 0
    assert keep(f"{CV}2021 - 2022 Observer, Cleveland")[0] == 0  # once said, not asked again
    status, _, why = keep("Первый пациент научил меня писать план каждое утро.")
    assert status == 1 and "Not in English" in why
    assert run("versions", "keep", "/nope/a.txt", "--specialty", "IM")[0] == 1
    status, _, why = run("versions", "keep", __file__, "--specialty", "Wizardry")
    assert status == 1 and "“Wizardry” is not a known specialty" in why
    status, _, why = run("versions", "import", __file__)
    assert status == 1


def test_of_several_specialties_the_one_is_asked_for(open_coach: OpenCoach, tmp_path: Path) -> None:
    coach = open_coach(specialties="IM, FM")
    with pytest.raises(CoachError, match="For which specialty: Internal Medicine or Family Med"):
        coach.versions.keep_text(FIRST, "")
    coach.versions.keep_text(FIRST, "FM")
    file = tmp_path / "a.txt"
    file.write_text(SECOND)
    entry = coach.logs["versions"].add(f"version {file} IM")
    assert entry.key == "v2"
    with pytest.raises(CoachError, match="is no file"):
        coach.logs["versions"].add("version nothing.txt IM")
    spaced = tmp_path / "my IM draft.txt"
    spaced.write_text(FIRST.replace("plan", "list"))
    entry = coach.logs["versions"].add(f"version '{spaced}' family")
    assert isinstance(entry, Version)
    assert (entry.file, entry.specialty) == ("my IM draft.txt", "Family Medicine")
    with pytest.raises(CoachError, match="“wizard” is not a known specialty"):
        coach.logs["versions"].typed(f"{spaced} wizard")
    file.write_bytes(b"")
    with pytest.raises(CoachError, match="a.txt is empty"):
        coach.logs["versions"].typed(f"version {file} IM")


def test_days_of_study_go_into_the_same_chain_and_new_ones_with_each_version(
    keep: Keep, run: Run
) -> None:
    assert run("versions", "study")[0] == 1
    run("note", "studied step3 40q 2h UWorld today")
    keep(FIRST)
    assert run("versions", "study", "--json")[1]["version"]["number"] == 2
    run("note", "test step3 UWSA 1 224 today")
    keep(SECOND)
    rows = run("versions", "list", "--json")[1]["versions"]
    assert [row["specialty"][:5] for row in rows] == ["Study", "Inter", "Study", "Inter"]
    page = run("versions", "record", "-", "--json")[1]
    assert page["holds"] and "UWSA 1: 224" in page["page"] and "+1 =1" in page["page"]


@pytest.mark.parametrize("ending", [".md", ".html", ".txt"])
def test_the_record_is_a_page_that_says_what_it_does_not_prove(
    keep: Keep, run: Run, tmp_path: Path, ending: str
) -> None:
    keep(FIRST.replace("plan", "<plan>"))
    keep(SECOND)
    file = tmp_path / f"record{ending}"
    status, _, told = run("versions", "record", str(file))
    assert status == 0 and "show it to nobody before you have had advice" in told
    page = " ".join(file.read_text(encoding="utf-8").split())
    assert file.stat().st_mode & 0o777 == 0o600
    for words in (
        "It can be made after the fact",
        "It proves nothing about an exam",
        "not who wrote it",
        "How to recompute a hash",
        "show it to nobody",
        "SHA-256",
    ):
        assert words in page
    assert ("&lt;plan&gt;" if ending == ".html" else "<plan>") in page
    assert run("versions", "record", str(file))[0] == 1
    assert run("versions", "record", str(file), "--force")[0] == 0
    assert run("versions", "record", "a.docx")[0] == 1


def test_a_doubter_recomputes_every_hash_from_the_page_alone(keep: Keep, run: Run) -> None:
    for text in (FIRST, SECOND, FIRST):
        keep(text)
    page = run("versions", "record", "-", "--all-texts", "--json")[1]["page"]
    hashes = re.findall(r"^\d+ +([0-9a-f]{64})$", page, re.M)
    texts = re.findall(
        r"^Number (\d+), ([^\n]+), (\S+Z)\n-+\n\n(.+?)(?=\n\nNumber|\n*\Z)", page, re.M | re.S
    )
    assert len(hashes) == len(texts) == 3
    before = ""
    for known, (number, specialty, when, text) in zip(hashes, texts, strict=True):
        before = sha256(f"{before}\n{number}\n{specialty}\n{when}\n{text}".encode()).hexdigest()
        assert before == known


def test_the_record_names_the_texts_that_are_left_out(keep: Keep, run: Run) -> None:
    for text in (FIRST, SECOND, FIRST):
        keep(text)
    page = " ".join(run("versions", "record", "-", "--json")[1]["page"].split())
    assert "Left out of this page are the texts of number 2:" in page and "--all-texts" in page
    page = run("versions", "record", "-", "--all-texts", "--json")[1]["page"]
    assert "Left out" not in page


def test_what_is_for_the_applicant_alone_is_warned_of_before_it_goes_out(
    keep: Keep, run: Run, tmp_path: Path
) -> None:
    keep(FIRST)
    keep(f"{FIRST} Mr. Johnson, a 54-year-old patient, came on 3 May.")
    file = str(tmp_path / "record.md")
    status, _, why = run("versions", "record", file)
    assert status == 1 and "recognise a patient (text of number 2)" in why and "--anyway" in why
    assert not Path(file).exists()
    status, _, told = run("versions", "record", file, "--anyway")
    assert status == 0 and "recognise a patient" in told and "Johnson" in Path(file).read_text()


def test_versions_go_out_and_come_in_again_only_here(
    keep: Keep, run: Run, tmp_path: Path, open_coach: OpenCoach
) -> None:
    keep(FIRST)
    file = tmp_path / "versions.csv"
    run("versions", "export", str(file), "--private")
    status, words, _ = run("versions", "import", str(file))
    assert status == 0 and "0 changes" in words
    preview = open_coach(home="other").files.preview("versions", file)
    assert not preview.usable and "kept from its text" in preview.skipped[0].why


def writes(text: str) -> Callable[[Path], None]:
    """An editor in which somebody types."""
    return lambda file: (file.write_text(text), None)[1]


def test_what_the_editor_saves_is_the_next_version(open_coach: OpenCoach) -> None:
    versions = open_coach().versions
    assert versions.drafts.edit_with(writes(FIRST), "IM")
    drafts: list[str] = []

    def look(file: Path) -> None:
        drafts.append(file.read_text())
        assert file.stat().st_mode & 0o777 == 0o600
        assert file.parent.stat().st_mode & 0o777 == 0o700
        file.write_text(SECOND)

    assert versions.drafts.edit_with(look, "Internal Medicine").version.number == 2
    assert drafts == [FIRST]
    assert not versions.drafts.file("Internal Medicine").exists()


def test_nothing_is_lost_when_the_editor_fails_or_the_text_is_refused(
    open_coach: OpenCoach,
) -> None:
    versions = open_coach().versions
    draft = versions.drafts.file("Internal Medicine")

    def breaks_off(file: Path) -> None:
        file.write_text(FIRST)
        raise CoachError("The editor ended with an error (1).")

    with pytest.raises(CoachError, match=f"error .1.. Your text is in {draft}"):
        versions.drafts.edit_with(breaks_off, "Internal Medicine")
    assert draft.read_text() == FIRST
    with pytest.raises(Doubt, match="CV"):
        versions.drafts.edit_with(writes(CV), "Internal Medicine")
    went_on = versions.drafts.edit_with(lambda file: None, "Internal Medicine", anyway=True)
    assert went_on and "an earlier edit had left" in went_on.remark
    with pytest.raises(CoachError, match="empty. Nothing was kept, and nothing is lost"):
        versions.drafts.edit_with(writes(""), "Internal Medicine")
    assert not draft.exists()
    with pytest.raises(CoachError, match="Nothing was kept, and nothing is lost"):
        versions.drafts.edit_with(Path.unlink, "Internal Medicine")
    result = versions.drafts.edit_with(lambda file: None, "Internal Medicine")
    assert not result and "Nothing was changed yet" in result.remark and draft.exists()
    aside = versions.drafts.put_aside("Internal Medicine")
    assert aside.exists() and not draft.exists()


@pytest.mark.parametrize(
    ("editor", "says"),
    [
        ("false", "ended with an error (1)"),
        ("no-such-editor", "cannot be opened"),
        ("'", "no command"),
    ],
)
def test_an_editor_that_is_none_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, editor: str, says: str
) -> None:
    monkeypatch.setenv("VISUAL", editor)
    status, _, why = run("versions", "edit", "--specialty", "IM")
    assert status == 1 and says in why


def test_before_vi_opens_by_itself_it_is_said_how_to_leave_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("coach.subjects.drafts.shutil.which", lambda name: name == "vi" or None)
    asked: list[str] = []

    def interrupted(words: str) -> str:
        asked.append(words)
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupted)
    status, _, why = run("versions", "edit", "--specialty", "IM")
    assert status == 1 and "The editor was not opened" in why
    assert ":wq" in asked[0] and ":q!" in asked[0]


def test_no_editor_at_all_is_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("coach.subjects.drafts.USUAL", ())
    status, _, why = run("versions", "edit", "--specialty", "IM")
    assert status == 1 and "No editor is set" in why


def test_a_time_is_an_instant_whatever_the_zone_of_the_machine(tmp_path: Path) -> None:
    coach = Coach.open(tmp_path, lambda: datetime(2026, 11, 22, 12).astimezone())
    version = coach.versions.keep_text(FIRST, "IM").version
    kept = datetime.fromisoformat(version.when)
    assert kept.tzinfo and kept == datetime(2026, 11, 22, 12).astimezone()
    coach.close()


def test_a_statement_asks_to_go_on_until_it_is_finished(open_coach: OpenCoach) -> None:
    coach = open_coach(date(2026, 5, 4), match_year="2027", specialties="IM")
    assert not coach.prepare.steps("versions")
    coach.versions.keep_text(FIRST, "")
    coach.versions.keep_text(SECOND, "")
    coach.versions.keep_text(FIRST, "FM")
    steps = coach.prepare.steps("versions")
    assert {step.entry for step in steps} == {"v2", "v3"}
    assert "Go on with the statement for Internal Medicine" in " ".join(s.title for s in steps)
    assert steps[0].due and steps[0].due < coach.season.days["eras_submit_opens"]
    assert all(step.key in coach.road.tasks for step in steps)
    coach.road.finish(steps[0].key)
    assert len([task for task in coach.road.plan.steps if task.task.key == steps[0].key]) == 1
    coach.road.finish("ps_final")
    assert not coach.prepare.steps("versions")


def test_a_whole_draft_closes_the_step_of_the_road_that_asks_for_it(open_coach: OpenCoach) -> None:
    coach = open_coach(date(2026, 5, 4), match_year="2027", specialties="IM")

    def state(on: Coach) -> str:
        return next(step.state for step in on.road.plan.steps if step.task.key == "ps_draft")

    coach.versions.keep_text(FIRST, "")
    assert state(coach) != "done"
    kept = coach.versions.keep_text("I kept a list of it. " * 80, "")
    assert state(coach) == "done"
    coach.versions.remove(kept.version.key)
    assert state(coach) != "done"
    coach.undo()
    assert state(open_coach(date(2027, 5, 4), match_year="2028")) != "done"


def test_who_is_forgotten_is_told_where_a_statement_still_names_them(run: Run, keep: Keep) -> None:
    run("note", "person Dr Rahman clinical")
    keep(FIRST.replace("Dr.", "Dr"))
    _, answer, _ = run("people", "forget", "dr_rahman_clinical", "--yes", "--json")
    assert ["versions", "v1"] in answer["still_in"]
    assert run("versions", "record", "-", "--json")[1]["holds"]
