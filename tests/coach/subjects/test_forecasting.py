"""The forecast through the front door: kept once a day, silent at night, honest where it cannot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from coach.logs.forecasts import FORECASTS
from coach.records import CoachError
from coach.saying.forecast import WEEKS, WIDTH, forecast as words
from coach.saying.pulse import brief
from coach.saying.table import table
from coach.subjects.coach import Coach
from tests.screens.hands import SAID

OPENED = date(2026, 9, 24)
NOVEMBER = date(2026, 11, 23)
Open = Callable[..., Coach]


def applied(coach: Coach, count: int, **fields: object) -> list[str]:
    """So many applications to the likeliest programs of a specialty that takes many."""
    ranked = coach.programs.ranked()
    names = [each.program.id for each in ranked if not each.numbers.failed][:count]
    log = coach.logs["applications"]
    sent = {"season": 2027, "submitted": "2026-09-23"} | fields
    entries = [log.log.checked({"program": name, "key": f"a{name}"} | sent) for name in names]
    log.keep("Applied", entries)
    return names


def told(coach: Coach, **options: Any) -> str:
    answer = coach.forecasting.forecast(**options)
    return "\n".join(f"{line.label} {line.text}" for line in words(coach, answer))


def test_zero_by_a_day_is_said_as_so_many_of_a_hundred(open_coach: Open) -> None:
    coach = open_coach(NOVEMBER, **SAID)
    applied(coach, 60)
    pulse = coach.forecasting.forecast().forecast
    assert pulse and pulse.came == 0 and 0 < pulse.chance_of_so_few < 0.6
    assert f"zero by today happens to {100 * pulse.chance_of_so_few:.0f} of 100" in told(coach)
    assert "not published" in told(coach)
    assert pulse.to_come.mid < pulse.whole.mid


def test_a_day_with_its_year_stands_apart_from_its_drawing_at_60_columns() -> None:
    cells = ("18 Nov 2026", "●" + "─" * (WIDTH - 1), "10-20", "12")
    assert "18 Nov 2026  ●" in table(WEEKS, [cells], 57)[1].text


def test_an_invitation_raises_what_is_to_come(open_coach: Open) -> None:
    coach = open_coach(NOVEMBER, **SAID)
    first, *_ = applied(coach, 40)
    before = coach.forecasting.forecast().forecast
    coach.logs["invites"].added(f"{coach.programs.known(first).name} 12 nov")  # type: ignore[union-attr]
    after = coach.forecasting.forecast().forecast
    assert before and after
    assert (after.applications, after.came) == (40, 1)
    assert after.to_come.mid > before.to_come.mid


def test_signals_are_told_apart_and_what_has_none_is_said(open_coach: Open) -> None:
    coach = open_coach(OPENED, **SAID)
    applied(coach, 20)
    assert "No signal is noted" in told(coach)
    applied(coach, 4, signal="signal")
    pulse = coach.forecasting.forecast().forecast
    assert pulse
    assert [(part.name, part.applications) for part in pulse.parts] == [
        ("signalled", 4),
        ("not signalled", 16),
    ]


def test_what_is_not_said_widens_the_range(open_coach: Open) -> None:
    coach = open_coach(OPENED, **SAID)
    applied(coach, 60)
    silent = coach.forecasting.forecast().forecast
    assert "You have not said: Step 2 CK" in told(coach)
    coach.profile.change({"step2ck.passed": "yes", "step2ck.score": "232"})
    scored = coach.forecasting.forecast().forecast
    assert silent and scored
    assert "You have not said" not in told(coach)
    assert silent.whole.high / silent.whole.mid > scored.whole.high / scored.whole.mid


def test_a_look_from_the_command_line_keeps_nothing(open_coach: Open) -> None:
    coach = open_coach(OPENED, **SAID)
    applied(coach, 20)
    coach.forecasting.forecast()
    assert not coach._state.kept(FORECASTS)


def test_a_forecast_is_kept_once_a_day_and_undo_passes_it_by(open_coach: Open) -> None:
    coach = open_coach(OPENED, **SAID)
    applied(coach, 20)
    coach.profile.change({"ties": "MI"})
    assert [coach.forecasting.forecast(keep=True).is_kept for _ in range(2)] == [True, False]
    (row,) = coach._state.kept(FORECASTS).values()
    assert len(row.chances) == 20
    assert len(coach.programs.moved("1").inputs) == 1
    assert coach.undo() != coach.undo() == "Applied"
    assert coach._state.kept(FORECASTS)


def test_what_was_kept_is_graded_four_weeks_later(open_coach: Open) -> None:
    coach = open_coach(OPENED, **SAID)
    applied(coach, 20)
    coach.forecasting.forecast(keep=True)
    later = open_coach(NOVEMBER)
    record = later.forecasting.forecast().record
    assert (record.n, record.came) == (20, 0)
    assert record.brier is not None and record.brier < 0.05


def test_the_record_says_so_when_forecasts_were_wrong(open_coach: Open) -> None:
    coach = open_coach(OPENED, **SAID)
    names = applied(coach, 20)
    coach.forecasting.forecast(keep=True)
    later = open_coach(NOVEMBER)
    log = later.logs["invites"]
    entries = [{"program": name, "came": "2026-10-10", "season": 2027} for name in names]
    log.keep("Invited", [log.log.checked(entry) for entry in entries])
    record = later.forecasting.forecast().record
    assert (record.n, record.came) == (20, 20)
    assert record.widen == 2
    assert "badly calibrated, so every range is widened 2.0 times" in told(later)


def test_without_an_application_nothing_is_forecast(open_coach: Open) -> None:
    coach = open_coach(NOVEMBER, **SAID)
    assert coach.forecasting.forecast().forecast is None
    assert "No application is kept" in told(coach)
    assert coach.forecasting.kept() is None
    with pytest.raises(CoachError, match="No application is kept"):
        coach.forecasting.ask_alarm(10)


def test_alarms_are_off_at_first_and_refused_where_silence_is_common(open_coach: Open) -> None:
    coach = open_coach(OPENED, **SAID)
    applied(coach, 5)
    assert "Alarm off" in told(coach)
    with pytest.raises(CoachError, match=r"Not kept: \d+ of 100 such seasons are silent"):
        coach.forecasting.ask_alarm(3)


def test_an_alarm_speaks_by_day_of_what_still_helps(open_coach: Open) -> None:
    coach = open_coach(OPENED, **SAID)
    applied(coach, 120)
    coach.forecasting.ask_alarm(40)
    assert "weekly look is two weeks after" in told(coach)
    later = open_coach(date(2027, 1, 20))
    pulse = later.forecasting.forecast().forecast
    assert pulse and pulse.alarm and pulse.alarm.speaks
    assert 0.27 < pulse.alarm.rate < 0.4
    assert pulse.alarm.look and (later.today - pulse.alarm.look).days < 7
    later.forecasting.work_out()
    assert "of 100; here is what still helps" in brief(later)
    later._state.now = lambda: datetime(2027, 1, 20, 23)
    assert brief(later).endswith("nothing to change")
    later.forecasting.ask_alarm(0)
    assert "Alarm off" in told(later)


def test_before_programs_read_there_is_only_a_forecast_for_the_season(open_coach: Open) -> None:
    coach = open_coach(date(2026, 9, 10), **SAID)
    applied(coach, 60, state="planned", submitted=None)
    assert "0-" in told(coach) and "programs have not begun to read" in told(coach)
    assert "by today happens to" not in told(coach)
    assert "None is marked as sent" in told(coach)


def test_once_the_rank_lists_are_in_nothing_is_to_come(open_coach: Open) -> None:
    coach = open_coach(date(2027, 3, 20), **SAID)
    applied(coach, 60)
    assert "the rank lists are in" in told(coach, keep=True)
    assert not coach._state.kept(FORECASTS)


def test_match_week_forbids_what_is_contact(open_coach: Open) -> None:
    november = [each.text for each in open_coach(NOVEMBER, **SAID).forecasting.forecast().helps.now]
    assert any("allows contact" in each for each in november)
    assert any("at most 30" in each for each in november)
    week = open_coach(date(2027, 3, 16), "other", **SAID).forecasting.forecast().helps
    assert not any("allows contact" in each.text for each in week.now)
    assert any("Match Week" in each for each in week.over)


def test_the_line_of_the_week_is_of_what_was_worked_out(open_coach: Open) -> None:
    coach = open_coach(NOVEMBER, **SAID)
    assert brief(coach) == ""
    applied(coach, 30)
    assert brief(coach) == ""
    coach.forecasting.work_out()
    assert brief(coach).startswith("0 invitations so far · your forecast for today was 0-")
    coach.logs["applications"].set(f"a{applied(coach, 1)[0]}", {"state": "declined"})
    assert brief(coach) == ""
