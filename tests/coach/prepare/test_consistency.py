"""Thirty sets of form answers, each with differences planted by a hand that knows no rule."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from coach.prepare.consistency import Finding
from coach.records import CoachError
from coach.subjects.coach import Coach

Run = Callable[..., tuple[int, Any, str]]
NOW = datetime(2026, 11, 29, 12)
SETS = 30
PEOPLE = (
    ("Khan", "Muhammad Ahmad", "Pakistan", "King Edward Medical University"),
    ("El-Sayed", "Mona Hassan", "Egypt", "Ain Shams University Faculty of Medicine"),
    ("Okonkwo", "Chidi Emeka", "Nigeria", "University of Ibadan College of Medicine"),
    ("Sharma", "Priya", "India", "All India Institute of Medical Sciences"),
    ("García Núñez", "José Luis", "Mexico", "Universidad Nacional Autónoma de México"),
    ("Nguyen", "Thi Mai", "Vietnam", "Hanoi Medical University"),
    ("Yılmaz", "Ayşe", "Turkey", "Istanbul University"),
    ("Haddad", "Rami Georges", "Lebanon", "American University of Beirut"),
)
OTHER_NAMES = {
    "Khan": "Kahn",
    "El-Sayed": "Elsayed",
    "Okonkwo": "Okonkwo Obi",
    "Sharma": "Verma",
    "García Núñez": "Garcia",
    "Nguyen": "Nguyen Thi",
    "Yılmaz": "Demir",
    "Haddad": "Hadad",
}
WAYS = ("%d %B %Y", "%Y-%m-%d", "%B %d, %Y", "%m/%d/%Y", "%d-%b-%Y")
PLANTS = (
    "birth",
    "graduation",
    "name",
    "gap",
    "status",
    "attempts",
    "score",
    "citizenship",
    "school",
)
FIELDS = {
    "birth": {"birth_date"},
    "graduation": {"graduation_date"},
    "name": {"name"},
    "gap": {"gaps"},
    "status": {"visa_now"},
    "attempts": {"step2ck_attempts"},
    "score": {"step2ck_score"},
    "citizenship": {"citizenship"},
    "school": {"school"},
}


class Person:
    """One applicant with papers, and what they typed into three forms."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.surname, self.first, self.country, self.school = self.chance.choice(PEOPLE)
        self.born = date(1990, 1, 1) + timedelta(self.chance.randrange(3000))
        self.degree = date(2017, 1, 1) + timedelta(self.chance.randrange(2200))
        self.score = self.chance.randrange(220, 265)
        self.planted = set(self.chance.sample(PLANTS, self.chance.randrange(1, 5)))

    def day(self, day: date) -> str:
        return day.strftime(self.chance.choice(WAYS))

    def keep(self, mine: Coach) -> None:
        """Papers, profile and experience, all true."""
        papers = mine.logs["documents"]
        papers.add(
            f"passport surname {self.surname} first {self.first} born {self.born} "
            f"expires 2033-05-05 in hand country {self.country}"
        )
        papers.add(
            f"diploma surname {self.surname.upper()} first {self.first.upper()} "
            f"dated {self.degree} school {self.school} verified"
        )
        mine.profile.change(
            {
                "us_status": "abroad",
                "citizenship": [self.country],
                "graduation_date": str(self.degree),
                "step2ck.passed": True,
                "step2ck.attempts": 1,
                "step2ck.score": self.score,
                "visa": "j1",
            }
        )
        begin = self.degree + timedelta(300 if "gap" in self.planted else 20)
        mine.logs["experience"].add(f"rotation City Hospital work {begin} 2026-11-20 home")

    def typed(self) -> list[tuple[str, str, str]]:
        """Form, field and value, as people type them, with what is planted."""
        rows = []
        for form in ("MyERAS", "NRMP", "DS-160"):
            first, _, middle = self.first.partition(" ")
            rows += [
                (form, "Last name", self.chance.choice((self.surname, self.surname.upper()))),
                (form, "First name", first),
                (form, "Middle name", middle),
                (form, "Date of birth", self.day(self.born)),
                (
                    form,
                    "Graduation date",
                    self.degree.strftime(self.chance.choice(("%B %Y", "%m/%Y"))),
                ),
                (form, "Citizenship", self.country),
                (form, "Medical school", self.school),
            ]
        rows += [
            ("MyERAS", "visa status", self.chance.choice(("None", "not in the US", "N/A"))),
            ("MyERAS", "step 2 ck attempts", self.chance.choice(("1", "one", "1st attempt"))),
            ("MyERAS", "step 2 ck score", str(self.score)),
            ("MyERAS", "gaps", "No"),
            ("MyERAS", "email", "Someone@Example.org"),
            ("NRMP", "email", "someone@example.org"),
        ]
        return [row for row in self._with_plants(rows) if row[2]]

    def _with_plants(self, rows: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
        other = next(person for person in PEOPLE if person[2] != self.country)
        wrong = {
            "birth": ("Date of birth", self.day(self.born.replace(year=self.born.year + 1))),
            "graduation": ("Graduation date", f"June {self.degree.year + 2}"),
            "name": ("Last name", OTHER_NAMES[self.surname]),
            "status": ("visa status", self.chance.choice(("J-1", "H-1B", "F-1", "B1/B2"))),
            "attempts": ("step 2 ck attempts", "2"),
            "score": ("step 2 ck score", str(self.score + 10)),
            "citizenship": ("Citizenship", other[2]),
            "school": ("Medical school", other[3]),
        }
        for plant in sorted(self.planted - {"gap"}):
            field, value = wrong[plant]
            place = self.chance.choice([at for at, row in enumerate(rows) if row[1] == field])
            rows[place] = (rows[place][0], field, value)
        return rows


def checked(folder: Path, person: Person) -> list[Finding]:
    """What the check says of a person whose answers come in as a table."""
    file = folder / "answers.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("form", "field", "value"), *person.typed()])
    mine = Coach.open(folder, lambda: NOW)
    person.keep(mine)
    preview = mine.files.preview("forms", file)
    assert not preview.skipped
    mine.logs["forms"].keep("in", preview.entries)
    findings = mine.papers.findings
    mine.close()
    return [each for each in findings if each.weight != "asks"]


def test_of_planted_differences_nineteen_of_twenty_are_named(tmp_path: Path) -> None:
    named = planted = 0
    alarms = []
    for seed in range(SETS):
        person = Person(seed)
        folder = tmp_path / str(seed)
        folder.mkdir()
        told = {each.field for each in checked(folder, person)}
        wanted = [FIELDS[plant] for plant in person.planted]
        planted += len(wanted)
        named += sum(bool(fields & told) for fields in wanted)
        alarms.append(told - set().union(*wanted))
    assert named / planted >= 0.95
    assert not any(alarms)


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Coach]:
    mine = Coach.open(tmp_path, lambda: NOW)
    mine.profile.change({"match_year": 2027})
    yield mine
    mine.close()


def says(mine: Coach, rule: str) -> list[Finding]:
    return [each for each in mine.papers.findings if each.rule == rule]


def test_nothing_kept_asks_nothing(mine: Coach) -> None:
    assert mine.papers.findings == []
    assert not [step for step in mine.prepare.steps() if step.log in ("documents", "forms")]


def test_another_spelling_is_explained_by_what_each_body_wants(mine: Coach) -> None:
    papers = mine.logs["documents"]
    papers.add("passport surname Khan first Muhammad")
    papers.add("diploma surname Khan first Mohammed")
    papers.add("transcript surname Khan first Mohammed")
    (finding,) = mine.papers.findings
    assert finding.weight == "explains" and finding.fact == "name_on_credentials"
    assert finding.excerpt == "diploma, transcript: KHAN, Mohammed · passport: KHAN, Muhammad"
    mine.logs["forms"].add("filed DS-160 surnames Muhammad")
    assert says(mine, "name")[0].fact == "name_on_visa_form"


def test_a_day_that_can_be_two_is_asked_and_one_that_cannot_be_is_named(mine: Coach) -> None:
    mine.logs["documents"].add("passport born 3 apr 1995")
    mine.logs["forms"].add("filed MyERAS date of birth 04/03/1995")
    mine.logs["forms"].add("filed NRMP date of birth 05/03/1995")
    weights = {each.line: each.weight for each in says(mine, "birth_date")}
    assert weights == {1: "asks", 2: "differs"}


def test_a_form_of_an_earlier_season_is_last_seasons_file(mine: Coach) -> None:
    forms = mine.logs["forms"]
    forms.add("filed MyERAS medical school Cairo University season 2026")
    forms.add("filed MyERAS step 2 ck attempts 2 season 2026")
    forms.add("filed MyERAS visa status F-1 season 2026")
    assert mine.papers.findings == []
    forms.add("filed MyERAS medical school Ain Shams University")
    forms.add("filed MyERAS step 2 ck attempts 1")
    forms.add("filed MyERAS visa status none")
    findings = mine.papers.findings
    assert {(each.rule, each.field, each.weight) for each in findings} == {
        ("last_season", "school", "explains"),
        ("last_season", "step2ck_attempts", "explains"),
        ("last_season", "visa_now", "explains"),
    }
    assert all("last year’s MyERAS (2026): " in each.excerpt for each in findings)


def test_the_status_of_today_counts_not_the_one_hoped_for(mine: Coach) -> None:
    mine.profile.change({"us_status": "visitor", "visa": "j1"})
    mine.logs["forms"].add("filed MyERAS visa status B-2")
    mine.logs["forms"].add("filed ResidencyCAS visa status J-1")
    (finding,) = mine.papers.findings
    assert finding.rule == "status" and "not" in finding.advice or "never" in finding.advice
    assert finding.excerpt == "ResidencyCAS: J-1 · your profile: visitor"


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("passport expires 1 mar 2026", "passport_expired"),
        ("passport expires 1 oct 2027", "passport_short"),
        ("passport expires 1 jan 2028", ""),
        ("diploma language Urdu", "translation_missing"),
        ("diploma language English", ""),
        ("photo 200 kb", "photo"),
        ("photo 150 kb", ""),
    ],
)
def test_papers_that_will_not_do(mine: Coach, line: str, rule: str) -> None:
    mine.logs["documents"].add(line)
    assert [each.rule for each in mine.papers.findings] == [rule] * bool(rule)


def test_a_translation_that_is_ordered_ends_the_step(mine: Coach) -> None:
    papers = mine.logs["documents"]
    papers.add("diploma language Urdu in hand")
    keys = [step.key for step in mine.prepare.steps()]
    assert "documents/diploma/translate" in keys and "forms//differ" not in keys
    papers.add("translation of diploma ordered")
    assert mine.papers.findings == []
    assert "documents/diploma/translate" not in [s.key for s in mine.prepare.steps()]


def test_a_paper_that_is_lent_and_one_that_ends_are_steps(mine: Coach) -> None:
    mine.logs["documents"].add("transcript in hand holder Dr Ali")
    mine.logs["documents"].add("visa F-1 expires in 3 months")
    titles = [step.title for step in mine.prepare.steps()]
    assert "Get back from Dr Ali: transcript" in titles and "Renew: status paper F-1" in titles


def test_the_command_gives_the_promised_keys_and_hides_nothing(run: Run, tmp_path: Path) -> None:
    run("profile", "set", "match_year=2027")
    run("documents", "add", "passport surname Khan first Ali born 3 mar 1995")
    file = tmp_path / "answers.csv"
    file.write_text("form,field,value,season\nMyERAS,DOB,4 March 1995,2027\nFoo,dob,x,\n")
    status, answer, _ = run("forms", "import", str(file), "--json")
    assert status == 0 and answer["imported"] == 1 and "Foo" in answer["skipped"][0]["why"]
    status, answer, _ = run("check", "consistency", "--json")
    (finding,) = answer["findings"]
    assert (finding["rule"], finding["line"]) == ("birth_date", 1)
    assert finding["excerpt"] == "MyERAS: 4 March 1995 · passport: 3 Mar 1995"
    assert answer["questions"] == [] and len(finding["excerpt"]) <= 120
    status, text, _ = run("check", "consistency")
    text = " ".join(text.split())
    assert "locked for the season" in text and "not legal advice" in text


def test_a_form_is_typed_off_in_the_order_of_its_pages(run: Run) -> None:
    run("documents", "add", "passport surname Khan first Ali born 3 mar 1995")
    run("forms", "add", f"filed MyERAS hobbies {'x' * 301}")
    status, answer, _ = run("forms", "side", "eras", "--json")
    fields = {each["key"]: each for each in answer["fields"]}
    assert status == 0 and answer["season"] == 2028 and answer["form"] == "MyERAS"
    assert fields["surname"]["true"] == "Khan" and fields["hobbies"]["limit"] == 300
    assert all(each["source"] and each["as_of"] for each in answer["fields"])
    status, text, _ = run("forms", "side", "MyERAS")
    assert "301/300!" in text and text.index("Personal information") < text.index("Licensure")
    assert "unverified" in text
    assert run("forms", "side", "tax")[0] == 1


def test_names_leave_by_no_export_and_no_banner(run: Run, tmp_path: Path) -> None:
    run("documents", "add", "passport surname Khanzada first Ali born 3 mar 1995")
    run("forms", "add", "filed MyERAS last name Khanzadeh")
    run("documents", "export", str(tmp_path / "papers.csv"))
    run("forms", "export", str(tmp_path / "forms.csv"))
    run("export", "summary", str(tmp_path / "summary.md"))
    texts = [file.read_text() for file in tmp_path.glob("*.*") if file.is_file()]
    texts += [run("today")[1], run("week")[1], run("search", "Khanzada")[1]]
    assert len(texts) == 6
    assert not any("khanzad" in text.casefold().replace("“khanzada”", "") for text in texts)


def test_what_is_longer_than_its_field_is_named(mine: Coach) -> None:
    mine.logs["forms"].add(f"filed MyERAS hobbies {'x' * 301}")
    mine.logs["forms"].add(f"filed NRMP hobbies {'x' * 301}")
    (finding,) = says(mine, "length")
    assert finding.line == 1 and finding.advice.startswith("301 characters")


def test_papers_in_hand_end_the_task_that_gathers_them(mine: Coach) -> None:
    def state() -> str:
        return mine.road.step("papers").state

    assert state() != "done"
    mine.logs["documents"].add("passport in hand")
    assert state() != "done"
    mine.logs["documents"].add("diploma sent to ECFMG")
    assert state() == "done"


def test_only_what_was_told_is_compared(mine: Coach) -> None:
    papers = mine.logs["documents"]
    papers.add("passport surname Khan")
    papers.add("diploma surname Khan first Ali")
    mine.logs["forms"].add("filed MyERAS first name Ali")
    mine.logs["forms"].add("filed MyERAS middle name N/A")
    mine.logs["forms"].add("filed NRMP citizenship Foreign national")
    assert mine.papers.findings == []


def test_without_a_season_a_field_is_of_the_one_planned_for(mine: Coach) -> None:
    mine.profile.change({"match_year": 2028})
    kept = mine.logs["forms"].add("filed MyERAS last name Khan")
    assert getattr(kept, "season", 0) == mine.papers.on_file.season == 2028


def test_a_passport_that_ends_soon_is_renewed_from_now_on(mine: Coach) -> None:
    mine.logs["documents"].add("passport country Pakistan expires 2 mar 2027")
    (step,) = (each for each in mine.prepare.steps() if each.log == "documents")
    assert step.due is not None and step.due >= NOW.date() and "2 Mar 2027" in step.why
    (finding,) = mine.papers.findings
    assert finding.excerpt == "passport: valid until 2 Mar 2027, needed until 1 Jan 2028"
    assert (
        "Pakistan is exempt: it has to last as long as you stay (list of 2024)." in finding.advice
    )
    mine.logs["documents"].set("passport", {"country": "Ghana"})
    assert "Ghana is not exempt" in mine.papers.findings[0].advice


def test_a_whole_name_is_held_against_its_parts(mine: Coach) -> None:
    papers = mine.logs["documents"]
    papers.add("passport surname Ahmed first Fatima Noor")
    diploma = papers.add("diploma name Fatima Noor Ahmed degree 14 Dec 2020")
    assert papers.log.title(diploma) == "diploma" and mine.papers.findings == []
    papers.set("diploma", {"name": "Fatima Zahra Noor Ahmed"})
    (finding,) = mine.papers.findings
    assert finding.weight == "explains" and "one name more" in finding.advice


@pytest.mark.parametrize("line", ["diploma Fatima Noor dated 14 Dec 2020", "passport khan"])
def test_a_name_without_its_word_is_asked_about(mine: Coach, line: str) -> None:
    with pytest.raises(CoachError, match="Write name"):
        mine.logs["documents"].add(line)


def test_a_form_that_contradicts_itself_is_named_and_untold_attempts_are_asked(
    mine: Coach,
) -> None:
    mine.profile.change({"step1.passed": True})
    mine.logs["forms"].add("filed MyERAS step 1 attempts 2")
    (question,) = mine.papers.findings
    assert question.weight == "asks" and "coach exams set step1 attempts=2" in question.advice
    mine.logs["forms"].add("filed MyERAS failed exams no")
    (finding,) = (each for each in mine.papers.findings if each.weight == "differs")
    assert finding.excerpt == "MyERAS: 2 · MyERAS: failed exams no"


def test_last_years_file_that_says_otherwise_is_named_once_for_each_field(mine: Coach) -> None:
    mine.profile.change({"citizenship": ["Colombia"]})
    for line in ("MyERAS citizenship Jordan", "NRMP citizenship Jordan", "MyERAS email a@b.org"):
        mine.logs["forms"].add(f"filed {line} season 2026")
    mine.logs["forms"].add("filed MyERAS email c@d.org")
    (finding,) = mine.papers.findings
    assert finding.weight == "explains" and len(finding.who) == 2
    assert "Jordan · your profile: Colombia" in finding.excerpt


def test_a_name_weighs_the_same_in_the_list_and_side_by_side(mine: Coach) -> None:
    mine.logs["documents"].add("passport surname Khan first Muhammad")
    forms = mine.logs["forms"]
    forms.add("filed MyERAS last name Khan")
    forms.add("filed MyERAS first name Mohammed")
    assert [each.weight for each in mine.papers.findings] == ["explains"]
    held = {blank.field.key: blank.state for blank in mine.papers.side("MyERAS")}
    assert held["given_names"] == held["surname"] == "explains"
