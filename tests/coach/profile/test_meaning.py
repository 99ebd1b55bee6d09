"""Natural words for choices and time zones: understood and told, or asked back with the choices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from coach.facts.book import Facts
from coach.logs.answers import ANSWERS, answer_row
from coach.profile.fields import FIELDS, Field
from coach.profile.meaning import Names, bare, has_summer_time, known_of, value_of
from coach.subjects.coach import Coach

Run = Callable[..., tuple[int, Any, str]]


@pytest.mark.parametrize(
    ("typed", "kept", "told"),
    [
        ("visa=J-1", "j1", ""),
        ("visa=J1", "j1", ""),
        ("visa=H1B", "h1b", ""),
        ("visa=either", "either", ""),
        ("visa=both", "either", "Visa for residency “both” is kept as either (J-1 or H-1B"),
        ("visa=not needed", "none", "is kept as none"),
        ("us_status=green card", "permanent", "US status now “green card” is kept as permanent"),
        ("us_status=LPR", "permanent", "is kept as permanent (green card)"),
        ("us_status=Permanent", "permanent", ""),
        ("us_status=H-1B", "work", "is kept as work"),
        ("us_status=B1/B2", "visitor", "is kept as visitor"),
        ("us_status=H4", "dependant", "is kept as dependant"),
        ("us_status=dependent", "dependant", "is kept as dependant"),
        ("us_status=STEM OPT", "student_opt", "is kept as student_opt"),
        ("us_status=student opt", "student_opt", ""),
        ("us_status=asylum pending", "pending", "is kept as pending"),
        ("us_status=TPS or parole", "tps", "is kept as tps"),
        ("us_status=I live outside the US", "abroad", "is kept as abroad"),
        ("graduate_type=US IMG", "us_img", ""),
        ("graduate_type=us citizen", "us_img", "is kept as us_img"),
        ("graduate_type=not a US citizen", "non_us_img", "is kept as non_us_img"),
        ("enrolled=nope", False, ""),
        ("hours_per_week=abt 6, i work nights 50h", 6, ""),
        ("specialties=FM then psych", ["Family Medicine", "Psychiatry"], "is kept as Family"),
        ("time_zone=PKT", "Asia/Karachi", "Time zone “PKT” is kept as Asia/Karachi."),
        ("time_zone=EST", "America/New_York", "kept as America/New_York, summer time included."),
        ("time_zone=EDT", "America/New_York", "summer time included"),
        ("time_zone=karachi", "Asia/Karachi", ""),
        ("time_zone=new york", "America/New_York", ""),
        ("time_zone=asia/kolkata", "Asia/Kolkata", ""),
        ("time_zone=UTC", "UTC", ""),
        ("citizenship=Pakistani", ["Pakistan"], "Citizenship “Pakistani” is kept as Pakistan."),
        ("birth_country=Côte d’Ivoire", "Côte d'Ivoire", ""),
        ("us_status=H-4", "dependant", "kept as dependant (H-4, L-2, J-2)."),
        ("step1.date=2020", "2020-07-01", "Step 1 date “2020” is kept as 1 July 2020."),
        ("oet.date=2024-06", "2024-06-15", "OET date “2024-06” is kept as 15 June 2024."),
        ("graduation_date=29 February", "2024-02-29", "“29 February” is kept as 29 February 2024."),
        ("graduation_date=2020-2-3", "2020-02-03", "kept as 3 February 2020."),
        ("graduation_date=2020-02-03", "2020-02-03", ""),
        ("graduation_date=June 2028", "2028-06-30", "“June 2028” is kept as 30 June 2028."),
        ("graduation_date=feb. 2024", "2024-02-29", "is kept as 29 February 2024."),
        ("graduation_date=2028-06", "2028-06-30", "“2028-06” is kept as 30 June 2028."),
        ("oet.date=June 2024", "2024-06-15", "OET date “June 2024” is kept as 15 June 2024."),
        ("specialties=internal med", ["Internal Medicine"], "“internal med” is kept as Internal"),
        ("specialties=Internal Medicine", ["Internal Medicine"], ""),
        ("specialties=plastic surg", ["Plastic Surgery (Integrated)"], "is kept as Plastic"),
        ("specialties=int", ["Internal Medicine"], "“int” is kept as Internal Medicine"),
        ("specialties=ob", ["Obstetrics-Gynecology"], "“ob” is kept as Obstetrics-Gynecology"),
        ("specialties=peds", ["Pediatrics"], "“peds” is kept as Pediatrics"),
        ("specialties=fam", ["Family Medicine"], "“fam” is kept as Family Medicine"),
        ("states=mich", ["MI"], "States “mich” is kept as MI."),
        ("states=new york, NJ", ["NY", "NJ"], "States “new york, NJ” is kept as NY, NJ."),
        ("program_types=uni", ["university"], "“uni” is kept as university"),
        ("citizenship=nigeri", ["Nigeria"], "Citizenship “nigeri” is kept as Nigeria."),
        ("time_zone=africa/lagos", "Africa/Lagos", ""),
        ("time_zone=nairob", "Africa/Nairobi", "“nairob” is kept as Africa/Nairobi"),
        ("time_zone=Pakistan", "Asia/Karachi", "“Pakistan” is kept as Asia/Karachi"),
        ("graduation_date=06/2019", "2019-06-30", "“06/2019” is kept as 30 June 2019."),
        ("graduation_date=15 june 2019", "2019-06-15", "is kept as 15 June 2019."),
        ("days_off=24/12..2027-01-02", ["2026-12-24..2027-01-02"], "kept as 24 December 2026.."),
    ],
)
def test_a_natural_word_is_kept_and_told_once(run: Run, typed: str, kept: Any, told: str) -> None:
    key = typed.partition("=")[0]
    status, data, error = run("profile", "set", typed, "--json")
    assert status == 0, error
    exam, _, name = key.rpartition(".")
    assert (data["profile"][exam] if exam else data["profile"])[name] == kept
    run("profile", "set", f"{key}=")
    _, out, error = run("profile", "set", typed)
    assert told in out + error
    assert ("is kept as" in out + error) is bool(told)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("us_status=J-1", "“J-1” may be student (F-1, J-1) or work (work or research"),
        ("us_status=asylum", "“asylum” may be asylee (asylum granted) or pending (asylum or"),
        ("us_status=H-4 EAD", "“H-4 EAD” may be dependant (H-4, L-2, J-2) or ead"),
        ("graduate_type=IMG", "“IMG” may be non_us_img"),
        ("us_status=undocumented", "with a work permit write ead, else leave it empty"),
        ("visa=work permit", "“work permit”: a work permit is no visa: write visa=none and"),
        ("citizenship=Pakistan, stateless", "“stateless”: no country; leave it empty"),
        ("citizenship=refugee", "leave it empty and write us_status=refugee"),
        ("visa=O-1", "visa: “O-1” is not one of none, j1, either, h1b"),
        ("match_result=partly", "which part? advanced_only or first_year_only"),
        ("time_zone=IST", "“IST” may be Asia/Kolkata, Europe/Dublin or Asia/Jerusalem"),
        ("time_zone=bst", "“bst” may be Europe/London or Asia/Dhaka"),
        ("time_zone=CST", "may be America/Chicago, America/Mexico_City, Asia/Shanghai"),
        ("time_zone=MST", "“MST” may be America/Denver or America/Phoenix"),
        ("time_zone=GMT+5", "“GMT+5” is not a time zone; one looks like Asia/Karachi"),
        ("time_zone=Asia/Karachy", "perhaps Asia/Karachi"),
        ("specialties=inter", "“inter” may be Internal Medicine or Interventional Radiology (Int"),
        ("specialties=med", "“med” may be Medicine-Pediatrics, Medical Genetics, "),
        ("specialties=Intrenal Medicine", "is not a known specialty; perhaps Internal Medicine"),
        ("step1.passed=maybe", "“maybe” is not one of first, again, failed, not_taken"),
        ("graduation_date=06/19", "can be June 2019 or a day; write 06/2019 or a day"),
        ("graduation_date=05/06/2019", "can be two days; write 2019-05-06 or 2019-06-05"),
        ("graduation_date=June", "which day of June?"),
        ("days_off=June 2028", "which day of June?"),
    ],
)
def test_what_may_be_several_is_asked_back_and_nothing_is_lost(
    run: Run, typed: str, said: str
) -> None:
    run("profile", "set", "budget=100")
    status, _, error = run("profile", "set", "budget=200", typed)
    assert status == 1 and said in error and "Nothing was saved. " in error, error
    assert run("profile", "show", "--json")[1]["profile"] == {"budget": 100}


def choice(field: Field, word: str) -> str:
    of = known_of(field, Names({}, {}, {}, {}))
    assert of
    return value_of(field, word, of)


def test_at_the_first_try_is_told_with_its_attempts(run: Run) -> None:
    _, out, error = run("profile", "set", "step1.passed=first try", "step2ck.passed=yes")
    assert "Step 1 passed “first try” is kept as yes, 1 attempt." in out + error
    assert "“yes”" not in out + error
    profile = run("profile", "show", "--json")[1]["profile"]
    assert profile == {"step1": {"passed": True, "attempts": 1}, "step2ck": {"passed": True}}


def test_a_score_says_that_an_exam_is_passed_where_it_surely_is(run: Run) -> None:
    for typed, why in [
        ("step2ck.passed=216", "216 passes or not, by its day"),
        ("step2ck.passed=180", "180 lies below the pass mark; answer in words"),
        ("step1.passed=232", "232 looks like a score; here only yes or no is kept"),
    ]:
        assert run("profile", "set", typed)[0] == 1 and why in run("profile", "set", typed)[2]
    assert run("profile", "show", "--json")[1]["profile"] == {}
    _, out, error = run("profile", "set", "step2ck.passed=244")
    assert "Step 2 CK passed “244” is kept as yes, with that score." in out + error
    profile = run("profile", "show", "--json")[1]["profile"]
    assert profile == {"step2ck": {"passed": True, "score": 244}}
    assert "At which try was it? Set step2ck.attempts." in out + error
    run("undo")
    assert run("profile", "show", "--json")[1]["profile"] == {}


def test_a_score_with_its_try_keeps_both_and_never_looks_better(run: Run) -> None:
    _, out, error = run("profile", "set", "step2ck.passed=228 second try")
    assert "“228 second try” is kept as yes, 2 attempts, with that score." in out + error
    both = {"step2ck": {"passed": True, "score": 228, "attempts": 2}}
    assert run("profile", "show", "--json")[1]["profile"] == both
    run("undo")
    assert "“soon” is not read as a pass" in run("profile", "set", "step2ck.passed=228 soon")[2]
    run("profile", "set", "step2ck.passed=failed once")
    run("profile", "set", "step2ck.passed=228")
    assert run("profile", "show", "--json")[1]["profile"] == both


def test_an_exam_not_taken_has_no_day_even_where_one_was_planned(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach()
    with coach._state.act("planned, and the day went by") as act:
        act.set(ANSWERS, "step1.planned", answer_row("step1.planned", "2026-01-10"))
    coach.profile.change({"step1.passed": "not taken"})
    assert "step1.date" not in coach.profile.answers
    coach.profile.change({"step1.passed": "failed"})
    assert coach.profile.answers["step1.date"] == "2026-01-10"


def test_every_answer_and_its_words_are_understood() -> None:
    for field in (field for field in FIELDS if field.kind == "choice"):
        assert set(field.also) <= {value for value, _ in field.choices}, field.key
        for value, words in field.choices:
            assert choice(field, value) == value
            assert choice(field, words.upper()) == value
        for word in {word for value in field.also for word in field.also_said(value)}:
            several = [value for value in field.also if word in field.also_said(value)]
            if len(several) == 1 and bare(word) not in {bare(words) for _, words in field.choices}:
                assert choice(field, word.strip()) == several[0], word


def test_abbreviations_mean_zones_that_exist(facts: Facts) -> None:
    assert facts.zones["IST"].zones == ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem")
    for zone in facts.zones.values():
        assert zone.abbreviation.isupper() and len(set(zone.zones)) == len(zone.zones)
        assert all(ZoneInfo(name).key == name for name in zone.zones)
    assert has_summer_time("Europe/London", 2026) and not has_summer_time("Asia/Karachi", 2026)


def test_a_file_with_natural_words_is_read_and_told(
    open_coach: Callable[..., Coach], tmp_path: Any
) -> None:
    coach = open_coach()
    file = tmp_path / "me.toml"
    file.write_text('visa = "J-1"\nus_status = "green card"\ncitizenship = ["Nigerian", "UK"]\n')
    told = coach.profile.read_in(file).words
    assert "“green card” is kept as permanent" in told and "“Nigerian, UK” is kept as" in told
    assert coach.profile.answers["citizenship"] == ["Nigeria", "United Kingdom"]
