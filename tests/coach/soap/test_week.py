"""Match Week played hour by hour with five profiles, kept word for word in week.txt.

`GOLDEN=write python -m pytest -n0 tests/coach/soap/test_week.py` makes it anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from coach.records import CoachError
from coach.saying.locked import lock_words
from coach.saying.outreach import standing_outreach
from coach.saying.people import standing_people
from coach.saying.soap import board as board_lines
from coach.saying.soap_points import points
from coach.subjects.coach import Coach

FILE = Path(__file__).parent / "week.txt"
EASTERN = ZoneInfo("America/New_York")
MONDAY = datetime(2027, 3, 15, tzinfo=EASTERN)
HOURS = [
    MONDAY + timedelta(days=day, hours=hour)
    for day, hour in (
        *((0, 9), (0, 10), (0, 11), (1, 8), (2, 12), (3, 9), (3, 12), (3, 15)),
        *((3, 18), (3, 20), (3, 21), (4, 9), (4, 12)),
    )
]
BEGINS, ENDS = MONDAY.replace(hour=10), MONDAY.replace(hour=21) + timedelta(days=3)
PASSED = {"certified": "yes", "step1.passed": "yes", "step2ck.score": "240"}
PROFILES = {
    "fully matched": PASSED | {"match_result": "matched"},
    "advanced only": PASSED | {"match_result": "advanced_only"},
    "first year only": PASSED | {"match_result": "first_year_only"},
    "unmatched, in SOAP": PASSED | {"match_result": "not_matched"},
    "unmatched, not in SOAP": {"match_result": "not_matched"},
}
WHO = {"match_year": "2027", "specialties": "IM", "visa": "j1", "hours_per_week": "20"}
LOR = "lor Dr Khan IM us ask 1 mar 2027"


def played(home: Path, answers: dict[str, str]) -> Iterator[tuple[datetime, Coach]]:
    """The coach of one profile at each hour."""
    clock = [HOURS[0]]
    coach = Coach.open(home, lambda: clock[0].astimezone().replace(tzinfo=None))
    coach.profile.change(WHO | answers)
    coach.prepare.add(LOR)
    coach.prepare.add("outreach Hurley observership asked 20 jan 2027")
    for hour in HOURS:
        clock[0] = hour
        coach.refresh()
        yield hour, coach
    coach.close()


def refused(coach: Coach) -> bool:
    """Whether a list of programs is not read outside of SOAP."""
    try:
        return not coach.pasting.read("1403511253")
    except CoachError:
        return True


def told(coach: Coach, hour: datetime, mail: Path) -> list[str]:
    """What the hour shows, allows and shuts; what is forbidden is asserted to be shut."""
    board, holds = coach.soap.board(), BEGINS <= hour < ENDS
    findings = [finding.rule for finding in coach.writing.message(mail).findings]
    tasks = [each.step.task for each in coach.week.plan().planned]
    contact = [task.title for task in tasks if task.outreach]
    assert bool(board.lock) is coach.season.locked is ("locked" in findings) is holds
    for words in (standing_outreach(coach), standing_people(coach)):
        shown = any(line.text.startswith("Match Week: ") for line in words)
        assert shown is holds or not words
    assert not (holds and contact), contact
    keys = {point.section for point in points(coach, board)}
    assert ("Hold ready" in keys) is bool(board.kinds) and not (board.kinds and hour >= ENDS)
    assert refused(coach) is holds
    may_pick = BEGINS <= hour < ENDS and board.who not in ("matched", "not_eligible")
    assert (not board.picks_shut) is may_pick
    assert board.step.title and points(coach, board)[0].key == "next"
    assert any(board.step.title in line.text for line in board_lines(coach, board))
    return [
        f"{hour:%a %H:%M} ET",
        f"  contact  {lock_words(coach) or 'open, within each program’s own policy'}",
        f"  picks    {board.picks_shut or 'open: ' + ', '.join(board.kinds)}",
        f"  next     {board.step.title}",
    ]


def test_what_is_shown_is_allowed_and_nobody_is_left_without_a_next_step(tmp_path: Path) -> None:
    mail = tmp_path / "mail.txt"
    mail.write_text("Dear Dr Brown, I remain interested in your program.")
    text = "\n".join(
        "\n".join([f"== {name}", *(told_line for at in hours for told_line in at), ""])
        for name, answers in PROFILES.items()
        for hours in [[told(coach, hour, mail) for hour, coach in played(tmp_path / name, answers)]]
    )
    if os.environ.get("GOLDEN") == "write":
        FILE.write_text(text, encoding="utf-8")
    assert text == FILE.read_text(encoding="utf-8")
