"""Lists as applicants have them: what each is found to be, what its cells say, what is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from coach.files.importing import Preview
from coach.records import CoachError
from coach.subjects.coach import Coach
from coach.subjects.files import Told

OpenCoach = Callable[..., Coach]
Look = Callable[..., Preview]
BRONX, BASSETT, COREWELL = "1403511263", "1403511253", "1402531188"

LISTS = {
    "directory": (
        "Program Name,Program ID,City,State,Type,PGY-1 Positions,% IMG,Visa,Minimum Step 2 CK,"
        "Last Updated,Website",
        f"BronxCare,{BRONX},Bronx,NY,Community-based university affiliated,38,97%,J-1 & H-1B,"
        "No cutoff,March 2025,https://a",
        f"Bassett,{BASSETT},Cooperstown,New York,Community,18,85,J1 only,225+,2025-04-10,",
        f"Corewell,{COREWELL},Dearborn,MI,Residency,13,100 %,ECFMG,≥ 220,Apr 2025,",
    ),
    "master list": (
        "SHARED IMG MASTER LIST 2026-27",
        "Updated: 13 Oct 2026",
        "#,Program,City State,J1,H1B,YOG,Attempts,USCE,Step 2 Cutoff,LORs,Comments,Signal,Status",
        '1,Hurley Medical Center - IM,"Flint, MI",✓,✗,within 5 years,First attempt only,3 months,'
        "230,3,Friendly PD,Gold,Applied",
        '2,BronxCare IM,"Bronx, NY",yes,case by case,2019+,No limit,None,>230,3-4,,Silver,Rejected',
        "Total,2",
    ),
    "tracker": (
        "Program,Date Applied,Signal,Status,Interview Date,Interview Time,Time Zone,Notes",
        '"BronxCare Health System, Bronx NY, IM",09/24/2026,Yes,Interview scheduled,12/08/2026,'
        "9:00 AM,ET,zoom",
        "Hurley Medical Center Internal Medicine Flint,09/25/2026,,Rejected,,,,sad",
        "Corewell Health (Dearborn) IM,Not yet,,Not applied,,,,late",
    ),
    "interviews": (
        "Program,Date,Time,Time Zone,Format",
        "BronxCare IM,12/8/2026,9:00 AM,ET,Zoom",
        "Hurley Medical Center IM,13 Dec 2026,10:30,EST,In person",
    ),
    "practice step 2 CK": (
        "Test,Date,Score,% correct,Notes",
        "NBME 12,10/01/2026,221,68%,ok",
        "UWSA 2,10/20/2026,235,,",
    ),
    "letters": (
        "Letter writer,Specialty,Status,Requested,Waived?,US/Home",
        "Dr Khan,IM,Uploaded,09/15/2026,Yes,US",
        "Dr Roe,FM,will ask,,,Home",
    ),
    "contacts": (
        "Name,Email,Hospital,Role,Last contact,Follow up",
        "Sana Malik,s@x.org,Hurley,Resident,11/01/2026,12/15/2026",
        "Dr Brown,,Unity,Attending,10/13/2026,",
    ),
    "money": (
        "Item,Cost (USD),Date,Paid?",
        "OET,455,11/12/2026,Yes",
        'ERAS fee,"$1,299.00",09/24/2026,Yes',
        "Flight,900,02/15/2027,No",
        "Total,2654,,",
    ),
    "rotations": (
        "Hospital,Type,Start,End,City,LOR?",
        "Unity,Observership,03/01/2026,03/28/2026,Rochester,Yes",
        "Hurley,Hands-on elective,04/13/2026,05/10/2026,Flint,maybe",
    ),
    "emails": (
        "Sent to,About,Date sent,Reply",
        "Dr Haddad,observership,11/13/2026,No response",
        "Program coordinator,visa question,11/02/2026,Yes",
    ),
    "papers": ("Document;Status;Expiry date", "Passport;Have;13.02.2031", "Diploma;Sent;"),
}
KINDS = {
    "directory": "facts",
    "master list": "facts, programs, applications",
    "tracker": "programs, applications, interviews",
    "interviews": "applications, interviews",
    "practice step 2 CK": "tests",
    "letters": "letters",
    "contacts": "people",
    "money": "spending",
    "rotations": "experience",
    "emails": "outreach",
    "papers": "documents",
}


@pytest.fixture
def coach(open_coach: OpenCoach) -> Coach:
    return open_coach(
        date(2026, 11, 29), specialties=["Internal Medicine"], visa="j1", match_year=2027
    )


@pytest.fixture
def look(coach: Coach, tmp_path: Path) -> Look:
    """A preview of one of the lists, or of other lines."""

    def look_at(name: str, *lines: str, told: Told = Told(), at: Coach = coach) -> Preview:  # noqa: B008
        file = tmp_path / f"{name}.csv"
        file.write_text("\n".join(lines or LISTS[name]), encoding="utf-8")
        return at.files.preview("", file, told)

    return look_at


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_found_out_taken_once_and_undone_whole(
    coach: Coach, look: Look, name: str
) -> None:
    shown = look(name)
    assert (shown.kind, shown.skipped, shown.unread) == (KINDS[name], (), ())
    assert shown.usable == shown.rows and not shown.proposed
    assert coach.files.take(shown)
    again = look(name)
    assert (again.usable, again.differences) == (shown.usable, ())
    assert not coach.files.take(again)
    assert coach.undo() == shown.title
    assert len(look(name).differences) == len(shown.differences)


def facts(shown: Preview) -> dict[tuple[str, str], tuple[str, str]]:
    """Value and day of facts, by program and field."""
    parts = [entries for log, entries in shown.parts if log.name == "fact"]
    return {(fact.program_id, fact.field): (fact.value, fact.day) for fact in parts[0]}


def test_a_directory_keeps_the_days_of_its_facts(look: Look) -> None:
    read = facts(look("directory"))
    assert read[BRONX, "visa_h1b"] == ("yes", "2025-03-01")
    assert read[BRONX, "step2ck_minimum"] == ("1", "2025-03-01")
    assert read[BASSETT, "visa_h1b"] == ("no", "2025-04-10")
    assert read[BASSETT, "step2ck_minimum"] == ("225", "2025-04-10")
    assert (COREWELL, "visa_h1b") not in read and (COREWELL, "kind") not in read


def test_a_shared_list_is_of_the_day_above_it(look: Look) -> None:
    shown = look("master list")
    values = {field: value for (_, field), value in facts(shown).items()}
    assert values["graduation_year_limit"] == ("7", "2026-10-13"), "since 2019, said in 2026"
    assert "totals" in shown.note
    marks = next(entries for log, entries in shown.parts if log.name == "mark")
    assert [(mark.mark, mark.note) for mark in marks] == [("", "Friendly PD")]
    applied = next(entries for log, entries in shown.parts if log.name == "applications")
    assert {(each.state, each.signal) for each in applied} == {
        ("submitted", "gold"),
        ("declined", "silver"),
    }


def test_a_day_that_can_be_two_makes_no_fact_of_today(look: Look) -> None:
    lines = "ACGME ID,J-1,Date checked", f"{BRONX},yes,3/4/2026", f"{BASSETT},yes,5/6/2026"
    shown = look("mine", *lines)
    assert not shown.entries and "can be two days" in shown.skipped[0].why
    shown = look("mine", *lines, told=Told(days="month"))
    assert [fact.day for fact in shown.entries] == ["2026-03-04", "2026-05-06"]
    decided = look("mine", *lines, f"{COREWELL},no,10/28/2026")
    assert [fact.day for fact in decided.entries] == ["2026-03-04", "2026-05-06", "2026-10-28"]


def test_a_likely_program_is_asked_about_and_an_unknown_id_is_said(look: Look) -> None:
    lines = "Program,ACGME,J-1", "Maimonides,,yes", "Some Program,9999999999,yes", "Qwxyz,,no"
    shown = look("mine", *lines)
    (likely,) = shown.proposed
    assert likely.row == 2 and "Maimonides" in likely.program and likely.why
    assert [row.row for row in shown.skipped] == [3, 4]
    assert "there is no program 9999999999" in shown.skipped[0].why
    told = Told(programs={"2": likely.program_id})
    assert look("mine", *lines, told=told).entries[0].program_id == likely.program_id


def test_what_was_said_of_a_list_and_its_programs_is_asked_once(coach: Coach, look: Look) -> None:
    lines = "Program,J-1", "Maimonides,yes", "Hurley Medical Center,no"
    (likely, _) = look("mine 2026", *lines).proposed
    told = Told(specialty="IM", programs={"2": likely.program_id})
    shown = look("mine 2026", *lines, told=told)
    assert len(shown.entries) == 2 and not shown.proposed
    coach.files.take(shown)
    again = look("mine 2027 (1)", *lines)
    assert again.usable == 2 and not again.proposed
    assert look("other", *lines).proposed
    coach.undo()
    assert look("mine 2026", *lines).proposed
    with pytest.raises(CoachError, match="no specialty “Magic”"):
        look("mine", *lines, told=Told(specialty="Magic"))


def test_what_a_column_is_can_be_told_once(coach: Coach, look: Look) -> None:
    lines = "ACGME ID,Col X,J-1", f"{BRONX},5,yes"
    assert "Col X: 5" in [getattr(entry, "note", "") for entry in look("mine", *lines).entries]
    told = Told(columns={"Col X": "graduation_year_limit"})
    shown = look("mine", *lines, told=told)
    assert len(shown.entries) == 2
    coach.files.take(shown)
    later = look("other", "ACGME ID,col x", f"{BASSETT},7")
    assert [fact.value for fact in later.entries] == ["7"]
    coach.undo()
    assert "Col X: 5" in [getattr(entry, "note", "") for entry in look("mine", *lines).entries]


def test_an_error_of_a_spreadsheet_is_named_and_left(look: Look) -> None:
    shown = look("mine", "ACGME ID,% IMG,J-1", f"{BRONX},#DIV/0!,yes", f"{BASSETT},50,#REF!")
    assert [(cell.row, cell.column) for cell in shown.unread] == [(2, "% IMG"), (3, "J-1")]
    assert shown.usable == 2 and len(shown.entries) == 2


@pytest.mark.parametrize(
    ("text", "j1", "h1b"),
    [
        ("J-1 & H-1B", "yes", "yes"),
        ("J1 only", "yes", "no"),
        ("ECFMG", "yes", ""),
        ("case by case", "", ""),
        ("None", "no", "no"),
        ("J-1, no H-1B", "yes", "no"),
        ("J1 ✅ H1B ❌", "yes", "no"),
        ("J-1; H-1B case by case", "yes", ""),
        ("No J1 or H1B", "no", "no"),
        ("J1 but no H1B", "yes", "no"),
        ("J1, H1b (if step 3)", "yes", "yes"),
        ("Yes", "", ""),
        ("US citizens/GC only", "no", "no"),
    ],
)
def test_visas_in_one_column(look: Look, text: str, j1: str, h1b: str) -> None:
    shown = look("mine", "ACGME ID,Visa", f'{BRONX},"{text}"')
    read = {fact.field: fact.value for fact in shown.entries if hasattr(fact, "field")}
    assert (read.get("visa_j1", ""), read.get("visa_h1b", "")) == (j1, h1b)
    assert not shown.unread


@pytest.mark.parametrize(
    ("title", "text", "value"),
    [
        *(
            ("Min Step 2", text, "230")
            for text in (">230", "≥ 230", "230+", "at least 230", "230.0")
        ),
        *(
            ("YOG limit", text, "5")
            for text in ("within 5 years", "<= 5", "3-5", "five yrs", "5 y")
        ),
        *(("YOG limit", text, "40") for text in ("None", "No limit", "any")),
        *(("Attempts", text, "1") for text in ("First attempt only", "1", "no failures")),
        *(("USCE", text, "3") for text in ("3 months", "12 weeks", "3+", "at least 3 months")),
        *(("J1", text, "yes") for text in ("Y", "✓", "✔️", "TRUE", "ECFMG", "Yes (ECFMG)", "👍")),
        *(("H1B", text, "no") for text in ("N", "✗", "❌", "not sponsored", "J1 only")),
        *(("IMG %", text, "45.5") for text in ("45,5", "45.5 %", "~45.5%")),
        *(("Min Step 2", text, "") for text in ("24", "many", "230 or 240", "avg 230 there")),
        *(("YOG limit", text, "7") for text in ("7 saal", "yedi yıldan az", "2019 pa lante")),
        *(("positions", text, "") for text in ("8+4", "10-12")),
    ],
)
def test_values_as_people_write_them(look: Look, title: str, text: str, value: str) -> None:
    shown = look("mine", f"ACGME ID,{title}", f'{BRONX},"{text}"')
    assert [fact.value for fact in shown.entries] == [value] * bool(value)


def test_words_that_look_like_another_column_are_no_guess(look: Look) -> None:
    shown = look("mine", "ACGME,Apply?,Tier,Reason", f"{BRONX},Maybe,Reach,near friends")
    (mark,) = shown.entries
    assert (mark.mark, mark.note) == ("maybe", "Tier: Reach; near friends")
    assert not shown.columns.ignored


def test_a_list_of_which_nothing_is_understood_is_one_sentence(look: Look) -> None:
    with pytest.raises(CoachError, match="no column that is understood; its first row is: Foo"):
        look("mine", "Foo,Bar", "1,2")


def test_the_name_of_a_list_tells_its_specialty_unless_a_row_does(look: Look) -> None:
    lines = "Program,J-1", "Maimonides,yes", "BronxCare psychiatry,yes"
    assert len(look("mine", *lines).proposed) >= 1
    shown = look("im_master_list", *lines)
    assert not shown.proposed
    programs = {entry.program_id for entry in shown.entries}
    assert {program[:3] for program in programs} == {"140", "400"}


def test_two_header_lines_with_merged_groups_and_a_bare_date_above(look: Look) -> None:
    shown = look(
        "shared IM",
        "Source: calls,,2026-08-14,,",
        "Program,Visa,Visa,Requirements,Requirements",
        ",J-1,H-1B,Step 2 CK,Fails",
        "BronxCare,yes,no,235 preferred,first pass only",
    )
    read = {entry.field: (entry.value, entry.day) for entry in shown.entries}
    fields = "visa_j1", "visa_h1b", "step2ck_minimum", "attempts_limit"
    values = "yes", "no", "235", "1"
    assert read == {
        field: (value, "2026-08-14") for field, value in zip(fields, values, strict=True)
    }


def test_days_under_applied_are_the_days_of_sending(look: Look) -> None:
    lines = "Program;applied;rejected;Bemerkung", "BronxCare;23.09.2026;26.10.2026;schade"
    shown = look("IM bewerbungen", *lines)
    targets = ("name", "applications.submitted", "applications.rejected", "note")
    assert shown.columns.targets == targets
    application = next(entry for entry in shown.entries if hasattr(entry, "submitted"))
    assert (application.state, str(application.answered)) == ("declined", "2026-10-26")


@pytest.mark.parametrize(
    ("log", "line"),
    [
        ("spending", "key,what,amount,fee,note\nk1,Fee,5 usd,,x"),
        ("documents", "key,kind,name,note\nk1,passport,A B,x"),
        ("outreach", "key,whom,person,note\nk1,Dr Roe,Dr Roe,x"),
    ],
)
def test_our_own_columns_come_back_and_an_emptied_cell_is_said(
    coach: Coach, tmp_path: Path, log: str, line: str
) -> None:
    file = tmp_path / "own.csv"
    file.write_text(line, encoding="utf-8")
    shown = coach.files.preview(log, file)
    assert shown.columns.ignored == () and shown.columns.targets == tuple(
        line.split("\n")[0].split(",")
    )
    assert coach.files.take(shown)
    key = shown.entries[0].key
    file.write_text(line.replace("k1", key).removesuffix("x"), encoding="utf-8")
    (unread,) = coach.files.preview(log, file).unread
    assert (unread.column, unread.why) == ("note", "it is empty; what is kept stays")


def test_a_list_that_tells_no_specialty_asks_for_it_and_keeps_nothing_sure(look: Look) -> None:
    lines = (
        "Hospital,City,Visa",
        "BronxCare,Bronx,J1 (H1B case by case)",
        "Corewell Dearborn,,No visa",
    )
    shown = look("programs", *lines)
    assert shown.asks_specialty[0] == "Internal Medicine"
    assert (shown.usable, len(shown.proposed)) == (0, 2)
    shown = look("programs", *lines, told=Told(specialty="IM"))
    kept = {(entry.program_id, entry.field, entry.value) for entry in shown.entries}
    assert not shown.asks_specialty
    assert kept == {(BRONX, "visa_j1", "yes")} | {
        (COREWELL, field, "no") for field in ("visa_j1", "visa_h1b")
    }


def test_hours_units_states_by_day_and_notes_of_no_name_are_understood(look: Look) -> None:
    shown = look(
        "IM interviews", "Program,When,Link", "BronxCare,Wed Jan 6 @ 8:00 AM CST,https://z.us/1"
    )
    (interview,) = (entry for entry in shown.entries if hasattr(entry, "zone"))
    assert (str(interview.day), interview.time) == ("2027-01-06", "08:00")
    assert (interview.zone, interview.note) == ("America/Chicago", "https://z.us/1")
    lines = (
        "IM program / what happened / when",
        "BronxCare\trej\tNov 22",
        "Corewell Dearborn\tapplied\t10/17",
    )
    shown = look("updates", *lines)
    kept = [(entry.state, str(entry.answered or entry.submitted)) for entry in shown.entries]
    assert kept == [("declined", "2026-11-22"), ("submitted", "2026-10-17")]
    shown = look(
        "IM list", "Programm,YOG,IMG,Whispers", ",years,%,", "BronxCare,5,62,new wing opens soon"
    )
    kept = {getattr(entry, "value", "") or entry.note for entry in shown.entries}
    assert kept == {"5", "62", "Whispers: new wing opens soon"}


def test_a_practice_test_is_known_by_its_form_and_a_mail_by_its_role(look: Look) -> None:
    shown = look(
        "Step 2 CK",
        "Date,Exam,Score",
        "2026-10-01,NBME form 12,~237",
        "2026-10-09,Free 120 (old),74%",
    )
    kept = [(entry.form, entry.score, entry.percent) for entry in shown.entries]
    assert kept == [("NBME 12", 237, None), ("Free 120", None, 74.0)]
    lines = (
        "Name,Program,Role,email,Sent,Answer,Status",
        "Dr Roe,BronxCare IM,PC,r@x.org,1 Oct 2026,4 Oct 2026,replied",
    )
    (mail,) = look("outreach mails", *lines).entries
    assert (mail.kind, mail.program, mail.note) == ("coordinator", BRONX, "r@x.org; replied")
    assert str(mail.answered) == "2026-10-04"


def test_fails_are_no_attempts_and_an_asked_day_stays_one(look: Look) -> None:
    (fact,) = look("IM list", "Program,Fails allowed", "BronxCare,1").entries
    assert (fact.field, fact.value) == ("attempts_limit", "2")
    lines = "Letter from,Dept,Requested,Status", "Dr Zed,IM,13 Sep 2026,uploaded"
    (letter,) = look("letters of mine", *lines).entries
    assert (letter.state, str(letter.asked_on)) == ("uploaded", "2026-09-13")


def test_columns_are_understood_by_words_of_their_names_and_by_their_cells(look: Look) -> None:
    shown = look(
        "my IM season",
        "Hospital,Where,ERAS sent,II rec'd,IV on,Rejection rec'd,How,Slot (ET),Token,Vibe,S No.",
        'BronxCare,"Bronx, NY",9/24,10/8,Wed 11/18/26,,Zoom,9:00,Gold,great,1',
        'Hurley,"Flint, MI",9/24,,,10/30,,,,,2',
        'Jamaica Hosp,"Queens, NY",9/24,10/14,12/2,,Thalamus,8:30 AM CST,Silver,busy,3',
    )
    assert (shown.skipped, shown.proposed, shown.columns.ignored) == ((), (), ("S No.",))
    logs = {log.name: entries for log, entries in shown.parts}
    states = [(entry.state, entry.signal) for entry in logs["applications"]]
    assert states == [("invited", "gold"), ("declined", ""), ("invited", "silver")]
    hours = [(str(each.day), each.time, each.zone, each.note) for each in logs["interviews"]]
    assert hours == [
        ("2026-11-18", "09:00", "America/New_York", "Zoom"),
        ("2026-12-02", "08:30", "America/Chicago", "Thalamus"),
    ]
    assert [mark.note for mark in logs["mark"]] == ["Vibe: great", "Vibe: busy"]


@pytest.mark.parametrize(
    ("title", "cells", "values"),
    [
        ("Failed attempts OK?", ("No", "Yes"), ["1", "4"]),
        ("Attempts limit?", ("no", "yes"), ["4"]),
        ("Old grads OK?", ("yes", "no"), ["40"]),
        ("Apps / interviews per year", ("4200 / 180", "90"), ["180", "90"]),
        ("H visa", ("✓", "x"), ["yes", "no"]),
    ],
)
def test_yes_and_no_are_of_what_the_column_asks(
    look: Look, title: str, cells: tuple[str, str], values: list[str]
) -> None:
    shown = look("mine", f"ACGME ID,{title}", f"{BRONX},{cells[0]}", f"{BASSETT},{cells[1]}")
    assert [fact.value for fact in shown.entries] == values


def test_a_name_with_more_in_it_is_sure_only_in_its_town(look: Look) -> None:
    lines = "Program,J-1", "Henry Ford Jackson (old Allegiance),yes", "UIQOM Peoria,yes"
    shown = look("IM list", *lines)
    assert [fact.program_id for fact in shown.entries] == ["1402500912"]
    assert [row.row for row in shown.proposed] == [3]


@pytest.mark.parametrize("title", ["¿Aplico?", "Подаю?", "Do I apply?", "¿Voy a aplicar?"])
def test_whether_one_will_apply_is_no_application_sent(look: Look, title: str) -> None:
    yes = {"П": "да", "D": "yes"}.get(title[0], "sí")
    shown = look("a list", f"Program,{title},Visa", f"BronxCare IM Bronx,{yes},J1")
    assert "applications" not in [log.name for log, _ in shown.parts]
    assert [mark.mark for mark in shown.entries if hasattr(mark, "mark")] == ["apply"]


def test_titles_and_cells_of_other_languages_are_read_by_their_words(look: Look) -> None:
    lines = (
        "Residencia (IM),Tope de años tras egresar,Aceptan intentos,¿Lo mando?,Sueldo,Fecha límite",
        '"Hurley, Flint, MI",no más de 5,1er intento,"N, muy lejos",66.200,15/10/2026',
        '"BronxCare, Bronx, NY",7 a.,no importa,quizás,,30/09/2026',
    )
    shown = look("programas IM", *lines)
    kept = {(entry.field, entry.value) for entry in shown.entries if hasattr(entry, "value")}
    assert {("graduation_year_limit", "5"), ("graduation_year_limit", "7")} <= kept
    assert {("attempts_limit", "1"), ("attempts_limit", "4")} <= kept
    notes = [entry.note for entry in shown.entries if hasattr(entry, "note")]
    assert any("Fecha límite: 15/10/2026" in note for note in notes), "no day of a fact"
    assert {entry.day for entry in shown.entries if hasattr(entry, "value")} == {"2026-11-29"}


def test_a_title_that_only_sounds_like_a_fact_is_kept_as_a_note(look: Look) -> None:
    lines = "Program,Visa,Max Step 2 CK,Application ready", "BronxCare IM,J1,260,yes"
    fields = {entry.field for entry in look("IM list", *lines).entries if hasattr(entry, "value")}
    assert fields == {"visa_j1"}


def test_a_header_that_nobody_knows_is_found_by_its_form(look: Look) -> None:
    lines = "Notatki zimowe", "Program,Qwe,Rty", "BronxCare IM Bronx,2026-09-24,7", "Hurley IM,,9"
    shown = look("a list", *lines)
    assert (shown.rows, "header is row 2" in shown.note) == (2, True)


def test_states_and_towns_in_other_languages_are_found_and_never_guessed(look: Look) -> None:
    lines = (
        "Program,State,Visa",
        "Interfaith,Бруклин,J1",
        "Metropolitan,Нью-Йорк,J1",
        "Interfaith,Чикаго,J1",
        "Creedmoor,NY (Квинс),J1",
    )
    shown = look("psychiatry list", *lines)
    assert sorted({*range(2, 6)} - {row.row for row in shown.proposed}) == [2, 3, 5]
    assert not shown.skipped


def test_a_mail_to_an_address_without_a_name_is_kept(look: Look) -> None:
    lines = (
        "Sent,Program,Whom,Role,Email,Outcome",
        "2026-10-05,BronxCare IM,,PC,im@bronx.example.org,no reply",
        "2026-10-06,Hurley IM,Dr Ruiz,PD,ruiz@hurley.example.org,no reply",
    )
    entry, _ = look("cold emails", *lines).entries
    assert (entry.whom, entry.kind) == ("im@bronx.example.org", "coordinator")


def test_the_column_of_the_programs_is_known_by_its_cells(look: Look) -> None:
    lines = (
        "Wo es ist,Cidade,Visa,Já me inscrevi?",
        "Nicklaus,Miami,J1,sim",
        "Arnold Palmer,Orlando,J1,não",
        "Jackson Memorial,Miami,J1,recusada",
        "Hospital Verde Mar,Tampa,J1,",
    )
    shown = look("peds list", *lines)
    states = {entry.program: entry.state for entry in shown.entries if hasattr(entry, "state")}
    assert list(states.values()) == ["submitted", "planned", "declined"]
    assert [row.row for row in (*shown.skipped, *shown.proposed)] == [5]


def test_an_hour_of_no_zone_is_named_and_noted(look: Look) -> None:
    shown = look("interviews", "Program,Interview date,Time", "BronxCare IM,2026-12-08,9:30")
    entry = next(entry for entry in shown.entries if hasattr(entry, "zone"))
    assert (entry.time, entry.note) == ("", "9:30, zone not told")
    assert [cell.column for cell in shown.unread] == ["Time"]


def test_names_in_short_are_sure_in_their_place_alone(look: Look) -> None:
    lines = (
        "Program,Town,State,Visa",
        "St E's Youngstown,,OH,J1",
        "Good Sam TriHealth,,OH,J1",
        "UICOM Peoria,Peoria,IL,J1",
        "Prairie Institute,Peoria,IL,J1",
        "County General,Dallas,TX,J1",
        "St K Hospital,Youngstown,OH,J1",
    )
    shown = look("IM list", *lines)
    asked = [row.row for row in (*shown.skipped, *shown.proposed)]
    assert (shown.usable, sorted(asked)) == (3, [5, 6, 7])


def test_marks_of_several_words_and_facts_by_their_cells(look: Look) -> None:
    lines = (
        "Program (IM),May be out since,My call",
        "BronxCare,5 J.,def applying",
        "Hurley,no bar,prob not",
        "Griffin,7 Jahre,nah bro",
        "Chabert,max 3 J.,applied for the moon",
        "Ochsner,3 Jahre,yes yes",
    )
    shown = look("IM list", *lines)
    marks = [entry.mark for entry in shown.entries if hasattr(entry, "mark")]
    years = [entry.value for entry in shown.entries if hasattr(entry, "value")]
    assert (marks, years[:3]) == (["apply", "maybe", "no", "apply"], ["5", "40", "7"])
    assert [cell.text for cell in shown.unread] == ["applied for the moon"]


def test_days_beside_hours_are_of_interviews_and_a_no_is_no_reply(look: Look) -> None:
    lines = (
        "Program,invite came,when,hr,tz,status now",
        "Pine Rest psych,2026-10-12,2026-11-04,9am,ET,upcoming",
        "JPS psych,2026-10-14,2026-11-09,1 pm,CT,upcoming",
    )
    days = {str(each.day) for each in look("log", *lines).entries if hasattr(each, "zone")}
    assert days == {"2026-11-04", "2026-11-09"}
    mails = "Sent,Program,Whom,Role,Got reply?", "2026-10-05,BronxCare IM,Dr Ruiz,PD,no"
    (mail,) = look("cold emails", *mails).entries
    assert not mail.answer
