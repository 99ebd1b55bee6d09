"""The rank order list in words: its rows, what was felt then and now, why no chance is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coach.logs.ranks import Rank
from coach.records import Program
from coach.saying.names import ProgramNames
from coach.saying.table import Col, programs_table
from coach.saying.text import Line, head, labelled, notes
from coach.subjects.coach import Coach
from coach.subjects.ranking import MARKS, Interview
from coach.wording import counted, short, specialty_letters

TITLE: Final = "Rank list"
EMPTY: Final = (
    "Nobody is ranked yet: i adds every program that you interviewed with; P takes a list."
)
NOBODY_MET: Final = (
    "Nobody is ranked yet. Keep interviews that are over (v on Season), or a adds one."
)
NO_CHANCE: Final = (
    "No chance stands here: the order of your wish is the best order whatever the chances are, "
    "and a chance beside it would only tempt you away from it (v shows it on your own list)."
)
FIRST_YEARS: Final = "First years, behind the advanced posts"


def ranks(coach: Coach, listed: Sequence[Rank]) -> list[Line]:
    """The list, marks and notes of the interviews beside what is felt now."""
    if not listed:
        return notes("Nobody is ranked yet: coach rank add takes all interviews that were held.")
    columns = (
        Col("track", 4, left=True),
        Col("town", 3, least=6, left=True),
        Col("gut", 7, left=True),
        Col("noted then", 5, least=10, left=True),
        Col("now", 6, least=10, left=True),
    )
    cells = [(each.track, _city(coach, each), *felt(coach, each), each.note) for each in listed]
    places = [f"{'+' * each.supplemental}{each.place}" for each in listed]
    lines = programs_table(coach, [each.program for each in listed], columns, cells, places)
    behind = FIRST_YEARS if any(each.supplemental for each in listed) else ""
    return [*lines, *notes(f"+ {behind[:1].lower()}{behind[1:]}." if behind else "")]


def programs(coach: Coach) -> dict[str, Program]:
    """The programs of the list by number."""
    known = ((each.program, coach.programs.known(each.program)) for each in coach.ranking.listed)
    return {key: program for key, program in known if program}


def cells(coach: Coach, names: ProgramNames, rank: Rank) -> tuple[str, ...]:
    """A row of the page: the specialty only where the list has several."""
    program, several = coach.programs.known(rank.program), coach.ranking.several
    name = names.whole(program) if program else rank.short
    letters = specialty_letters(coach.programs.specialties[program.specialty]) if program else ""
    where = (rank.track, _city(coach, rank))
    return (str(rank.place), name, letters * several, *where, *felt(coach, rank), rank.note)


def town(coach: Coach, rank: Rank) -> str:
    """Where the program is."""
    program = coach.programs.known(rank.program)
    return f"{program.city} {program.state}" if program else ""


def _city(coach: Coach, rank: Rank) -> str:
    program = coach.programs.known(rank.program)
    return program.city if program else ""


def felt(coach: Coach, rank: Rank) -> tuple[str, str]:
    """How glad one would be there, as it was marked after the interview, and the note of then."""
    interview = coach.ranking.held.get(rank.program)
    if interview is None:
        return "-", "no interview"
    return str(interview.gut or ""), interview.note


def beside(coach: Coach, rank: Rank) -> list[Line]:
    """What was kept after the interview, by its month, and what is told now."""
    interview = coach.ranking.held.get(rank.program)
    then = f"{interview.felt_on or interview.day:%B}" if interview else "Interview"
    return [
        Line.of(f"{rank.place}  {rank.title}, {town(coach, rank)}", "strong"),
        *labelled(
            (then, _felt(coach, interview) if interview else "no interview is kept as held"),
            ("Now", rank.note or "n keeps a few words"),
            ("Told", _told(coach, rank)),
        ),
    ]


def _felt(coach: Coach, interview: Interview) -> str:
    marks = zip(MARKS, interview.marks, strict=False)
    words = " · ".join(f"{name} {mark}" for name, mark in marks) or "not marked"
    day = f" ({short(interview.felt_on or interview.day, coach.today)})"
    return f"{words}{day}{f'. {interview.note}' if interview.note else ''}"


def _told(coach: Coach, rank: Rank) -> str:
    """What was answered of it, for the final check."""
    go = {"yes": "you would go", "no": "you would not go"}.get(rank.would_go)
    met = {"yes": "met for this track", "no": "not met for this track"}.get(rank.met_for)
    day = short(rank.visa_in_writing, coach.today)
    return " · ".join(filter(None, (go, day and f"visa in writing {day}", met)))


def reading(coach: Coach, rank: Rank | None) -> list[Line]:
    """What Enter and help say of one, and of the list as a whole."""
    why = Line.of(NO_CHANCE, "dim")
    return [why] if rank is None else [*beside(coach, rank), Line(), why]


def in_short(coach: Coach) -> str:
    """How the list stands, in a few words."""
    listed = coach.ranking.listed
    count = sum(not each.supplemental for each in listed)
    missing = len(coach.ranking.not_listed)
    words = counted(count, "program") if listed else "nobody ranked yet"
    more = f" · {missing} interviewed, not on it" if missing else ""
    if told := coach.ranking.certified:
        day, is_same = told
        more += f" · certified {short(day, coach.today)}" if is_same else " · certify again"
    return words + more


def about(coach: Coach) -> list[Line]:
    """The list as Season shows it."""
    rows = (
        Line.of(f"{each.place:>2}  {each.title}", indent=2, is_row=True)
        for each in coach.ranking.listed
    )
    return [head(TITLE), Line.of(in_short(coach), indent=2), *rows]
