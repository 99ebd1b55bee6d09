"""Seasons drawn here by another hand, from chances that are known, held against the forecasts."""

from __future__ import annotations

import random
from math import ceil, exp, log
from statistics import mean

import pytest

from coach.applying.answers import Ends
from coach.applying.market import Candidate
from coach.records import replace
from coach.season.forecast import BEFORE, END, Season, Sent, Tail

COMES = ((0, 0.0), (15, 0.18), (46, 0.65), (76, 0.87), (131, 0.98), (161, 1.0))
"""What has come by a day at the usual pace, as program directors told it."""
SEASONS = 300


def arrival(draw: random.Random) -> float:
    """A day of the curve for one invitation."""
    share = draw.random()
    for (first, below), (last, above) in zip(COMES, COMES[1:], strict=False):
        if share <= above:
            return first + (last - first) * (share - below) / (above - below)
    return 161.0


def drawn_season(sent: list[Sent], draw: random.Random, moved: float = 0.0) -> list[Sent]:
    """The same applications with what came of them; `moved`: logits that nobody forecast."""
    # The applicant, what a season is off the one measured, and how fast it is.
    # Means stay those of a spread of 0.7, so the centre lies lower.
    shared = draw.gauss(0, 0.7) + draw.gauss(0, 0.3) - 0.3 * 0.3 / 2 + moved
    pace = draw.choices((0.7, 1.0, 1.4), (1, 4, 1))[0]
    season = []
    for each in sent:
        # A program is far better or worse to one than to others: of mean 1, mostly under it.
        own = draw.choice((0.0, 0.6, 1.4, 2.0))
        odds = exp(log(each.candidate.chance / (1 - each.candidate.chance)) + shared)
        is_open = draw.random() < each.candidate.open
        came = None
        if is_open and draw.random() < min(1.0, own * odds / (1 + odds)):
            day = arrival(draw) * pace
            while day > END:
                day = arrival(draw) * pace
            came = ceil(day)
        season.append(Sent(each.candidate, each.sent, came))
    return season


def applications(draw: random.Random) -> list[Sent]:
    """Between twenty and ninety, some signalled, some visas not stated."""
    return [
        Sent(
            Candidate(
                id=str(number),
                specialty="Internal Medicine",
                value=1.0,
                chance=min(0.4, draw.lognormvariate(-3.0, 0.6) * (4 if number < 5 else 1)),
                open=draw.choice((1.0, 1.0, 0.6)),
                signal="silver" if number < 5 else "",
            )
        )
        for number in range(draw.randrange(20, 90))
    ]


def held(low: float, number: int, high: float) -> bool:
    return low <= number <= high


@pytest.mark.parametrize("by", [20, 60, END])
def test_ranges_hold_eight_of_ten_seasons(by: int) -> None:
    draw, holds = random.Random(by), []
    for _ in range(SEASONS):
        sent = applications(draw)
        season = Season(drawn_season(sent, draw))
        ends = season.expected(by=by)
        holds.append(held(ends.low, season.count(BEFORE, by), ends.high))
    assert 0.75 <= mean(holds) <= 0.87


@pytest.mark.parametrize("now", [20, 60])
def test_what_is_to_come_holds_once_some_came(now: int) -> None:
    draw, holds, missed = random.Random(now), [], []
    for _ in range(SEASONS):
        season = Season(drawn_season(applications(draw), draw))
        ends = season.expected(after=now)
        came = season.count(now, END)
        holds.append(held(ends.low, came, ends.high))
        missed.append(came - ends.mid)
    assert 0.75 <= mean(holds) <= 0.87
    assert abs(mean(missed)) < 0.4


def applications_enough(draw: random.Random, of_100: int) -> list[Sent]:
    """Applications of which no invitation at all comes more seldom than that."""
    while True:
        sent = applications(draw)
        if Season(sent).tail(BEFORE, END).so_few < 0.9 * of_100 / 100:
            return sent


@pytest.mark.parametrize("of_100", [10, 25])
def test_alarms_fire_as_often_as_was_asked_for(of_100: int) -> None:
    draw = random.Random(of_100)
    for _ in range(4):
        sent = applications_enough(draw, of_100)
        alarm = Season(sent).alarm(BEFORE, of_100)
        seasons = (drawn_season(sent, draw) for _ in range(SEASONS))
        fired = [
            any(_count(each, look.day) <= look.most for look in alarm.looks) for each in seasons
        ]
        assert of_100 / 100 - 0.03 < alarm.rate < of_100 / 100
        assert abs(mean(fired) - alarm.rate) < 0.055


def _count(season: list[Sent], by: int) -> int:
    return sum(each.came is not None and each.came <= by for each in season)


def test_an_alarm_asked_for_in_mid_season_counts_from_then_on() -> None:
    draw, rates, fired = random.Random(3), list[float](), list[bool]()
    while len(fired) < 40:
        season = Season(drawn_season(applications(draw), draw))
        if season.number(20, END)[0] < 0.2:
            alarm = season.alarm(20, 25)
            rates.append(alarm.rate)
            fired.append(any(season.count(20, look.day) <= look.most for look in alarm.looks))
    assert 0.2 < mean(rates) < 0.25
    assert abs(mean(fired) - mean(rates)) < 0.12


def test_an_alarm_that_even_silence_cannot_earn_is_none() -> None:
    season = Season(applications(random.Random(1))[5:9])
    alarm = season.alarm(BEFORE, 5)
    assert season.tail(BEFORE, END).so_few > 0.05
    assert (alarm.rate, {look.most for look in alarm.looks}) == (0.0, {-1})


def test_silence_lowers_what_is_to_come_and_invitations_raise_it() -> None:
    sent = applications(random.Random(4))
    silent, usual = Season(sent), Season(sent).expected(40)
    assert usual.mid < silent.expected().mid
    came = [replace(each, came=20 + place) for place, each in enumerate(sent[5:15])]
    assert Season([*sent[:5], *came, *sent[15:]]).expected(40).mid > usual.mid
    refused = [replace(each, closed=30) for each in sent[5:15]]
    assert Season([*sent[:5], *refused, *sent[15:]]).expected(40).mid < usual.mid


def test_the_same_number_says_more_when_it_came_early() -> None:
    sent = applications(random.Random(5))
    early = [replace(each, came=3) for each in sent[:4]]
    late = [replace(each, came=44) for each in sent[:4]]
    to_come = [Season([*some, *sent[4:]]).expected(45).mid for some in (early, late)]
    # Four on the third day and none for six weeks: the season is a fast one, and mostly over.
    assert to_come[0] < to_come[1]


def test_signalled_and_others_are_counted_apart() -> None:
    sent = [replace(each, came=10) for each in applications(random.Random(6))]
    season = Season(sent)
    parts = [season.tail(BEFORE, 60, signal) for signal in (True, False)]
    whole = season.tail(BEFORE, 60)
    assert [part.came for part in parts] == [5, len(sent) - 5]
    assert sum(part.expected.mid for part in parts) == pytest.approx(whole.expected.mid)


def test_a_late_file_gets_less_and_nothing_before_it_was_sent() -> None:
    sent = applications(random.Random(7))
    late = Season([replace(each, sent=60) for each in sent])
    assert late.expected(by=60).mid == 0
    assert 0.05 < late.expected().mid / Season(sent).expected().mid < 0.3


def test_without_applications_nothing_is_expected() -> None:
    season = Season([])
    assert season.tail(BEFORE, 30) == Tail(Ends(0, 0, 0), 0, 1.0)
    assert season.alarm(BEFORE, 50).rate == 0
