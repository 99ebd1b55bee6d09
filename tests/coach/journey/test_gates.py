"""Gates that shut: what stays on the plan until then, and what a missed one takes away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from coach.journey.compared import come_again
from coach.journey.deadlines import deadline, missed_words
from coach.subjects.ahead import Choices
from coach.subjects.coach import Coach

WHO = {
    "graduation_date": "2020-06-01",
    "match_year": 2027,
    "specialties": "IM",
    "visa": "j1",
    "us_status": "abroad",
    "step1__passed": True,
    "step2ck__score": 245,
    "oet__passed": True,
    "hours_per_week": 12,
}
DONE = ("submit", "token", "signals")


def applicant(open_coach: Callable[..., Coach], day: date) -> Coach:
    coach = open_coach(day=date(2026, 11, 22), **WHO)
    for key in DONE:
        coach.road.finish(key)
    return open_coach(day=day)


def titles(coach: Coach) -> list[str]:
    return [one.step.task.key for one in coach.week.plan().planned]


def test_a_late_registration_leads_the_week_until_the_lists_are_due(
    open_coach: Callable[..., Coach],
) -> None:
    coach = applicant(open_coach, date(2027, 2, 15))
    first = coach.week.plan().planned[0]
    assert first.step.task.key == "nrmp_register" and first.day == date(2027, 2, 15)
    assert first.reason.startswith("late: costs more, until 3 Mar")
    assert deadline(first.step, coach.today) == "late, by 3 Mar"
    # It is the morning of 4 March in Karachi when the hour comes.
    abroad = applicant(open_coach, date(2027, 3, 4))
    step = abroad.road.step("nrmp_register")
    assert "nrmp_register" in titles(abroad) and not step.behind
    assert deadline(step, abroad.today) == "late, by 3 Mar 21:00 ET"
    after = applicant(open_coach, date(2027, 3, 5))
    assert after.road.step("nrmp_register").behind and "nrmp_register" not in titles(after)


def test_a_day_that_is_not_published_shuts_nothing(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(day=date(2028, 2, 10), **(WHO | {"match_year": 2028}))
    coach.road.finish("pathway_choose")
    step = coach.road.step("pathway_apply")
    assert not step.behind and "pathway_apply" in titles(coach)
    assert deadline(step, coach.today) == "by a day that is not published"
    assert "pathway_apply" not in coach.road.step("rank_certify").missed
    # Once the season has moved on it is planned no more, and said to be open to an answer.
    later = open_coach(day=date(2028, 3, 14)).road.step("pathway_apply")
    assert later.behind and "whose date is not published" in missed_words(later)


def test_before_the_standard_date_being_late_costs_nothing_yet(
    open_coach: Callable[..., Coach],
) -> None:
    coach = applicant(open_coach, date(2027, 1, 25))
    line = next(one for one in coach.week.plan().planned if one.step.task.key == "nrmp_register")
    assert line.reason.startswith("late: still open, until 29 Jan")


def test_the_pathway_and_what_it_waits_for_lead_the_last_week(
    open_coach: Callable[..., Coach],
) -> None:
    coach = applicant(open_coach, date(2027, 1, 25))
    first = titles(coach)[:3]
    assert {"pathway_choose", "pathway_apply"} <= set(first)
    assert first.index("pathway_choose") < first.index("pathway_apply")


def test_what_needs_a_missed_gate_has_words_in_place_of_a_chance(
    open_coach: Callable[..., Coach],
) -> None:
    coach = applicant(open_coach, date(2027, 2, 15))
    found = coach.ahead.outlook()
    for key in ("ecfmg_reported", "rank_certify", "rank_recertify", "match_status", "certificate"):
        assert "pathway_apply" in coach.road.step(key).missed
        assert key not in found.chances
    assert "rank_rules" in found.chances or not coach.road.step("rank_rules").missed
    gate = next(one for one in found.gates if one.event.key == "nrmp_rol_deadline")
    assert gate.chance is None and "pathway_apply" in gate.missed
    reported = next(
        one for one in coach.week.plan().planned if one.step.task.key == "ecfmg_reported"
    )
    assert "whose date, by a third-party calendar, has passed" in reported.reason
    assert "ask ECFMG today" in reported.reason


def test_ticking_the_missed_task_gives_the_chances_back(
    open_coach: Callable[..., Coach],
) -> None:
    coach = applicant(open_coach, date(2027, 2, 15))
    coach.road.finish("pathway_apply", "2027-01-20")
    assert not coach.road.step("rank_certify").missed
    assert "rank_certify" in coach.ahead.outlook().chances


def test_steps_of_a_season_are_open_again_for_a_later_one_and_come_back(
    open_coach: Callable[..., Coach],
) -> None:
    coach = applicant(open_coach, date(2026, 11, 22))
    coach.road.finish("us_system")
    would = coach.ahead.what_if(Choices(match_year=2028))
    again = {step.task.key for step in come_again(would.now, would.then)}
    # What was sent with this season's application has to be sent with that one.
    assert again >= set(DONE) and again - set(DONE) <= would.now.sent
    count = f"{len(again)} steps come again"
    assert any(line.startswith(count) and "fees come again" in line for line in would.sentences)
    assert coach.road.step("submit").state == "done"
    coach.profile.change({"match_year": "2028"})
    assert not any(coach.road.step(key).finished for key in DONE)
    assert coach.road.step("us_system").state == "done"
    coach.road.finish("signals")
    assert coach.road.step("signals").state == "done"
    coach.profile.change({"match_year": "2027"})
    assert all(coach.road.step(key).state == "done" for key in ("submit", "token"))


def test_soap_comes_first_on_monday_and_is_gone_on_friday(
    open_coach: Callable[..., Coach],
) -> None:
    monday = titles(applicant(open_coach, date(2027, 3, 15)))
    assert monday[:2] == ["match_status", "soap_rules"]
    friday = titles(applicant(open_coach, date(2027, 3, 19)))
    assert "match_status" in friday
    assert not {"soap_rules", "soap_documents", "match_week_clear", "match_week_care"} & set(friday)


def test_offers_of_soap_are_answered_until_it_ends_everywhere(
    open_coach: Callable[..., Coach],
) -> None:
    # The last round is on Friday morning in Karachi.
    coach = applicant(open_coach, date(2027, 3, 18))
    coach.profile.change({"match_result": "not_matched"})
    assert not coach.road.step("soap_offers").shut
    assert not open_coach(day=date(2027, 3, 19)).road.step("soap_offers").shut
    assert open_coach(day=date(2027, 3, 20)).road.step("soap_offers").shut


def test_the_lock_is_told_only_to_those_in_the_match_that_runs(
    open_coach: Callable[..., Coach],
) -> None:
    coach = applicant(open_coach, date(2027, 3, 16))
    assert coach.season.locked and coach.season.in_match_week
    coach.profile.change({"match_year": "2028"})
    assert coach.season.locked and not coach.season.in_match_week
    coach.profile.change({"match_result": "not_matched"})
    assert coach.season.in_match_week


def test_dates_that_are_met_are_no_next_dates(open_coach: Callable[..., Coach]) -> None:
    coach = applicant(open_coach, date(2026, 12, 1))
    keys = {event.key for event in coach.season.dates()}
    assert "oet_last_test_advised" not in keys and "pathways_deadline" in keys
    coach.road.finish("pathway_apply")
    coach.road.finish("nrmp_register")
    keys = {event.key for event in coach.season.dates()}
    assert not {"pathways_deadline", "nrmp_standard_registration_deadline"} & keys


def test_without_hours_no_chance_is_reckoned(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**(WHO | {"hours_per_week": 0}))
    assert not coach.ahead.outlook().chances
    assert coach.ahead.what_if(Choices(match_year=2028)).sentences[0].startswith("No hours a week")
    assert coach.ahead.what_if(Choices(hours=10)).chances_then
