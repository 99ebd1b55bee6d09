"""The final check of a rank list and its first of July, out of all that is known."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Final, Literal

from coach.journey.chances import OnTime
from coach.logs.applications import APPLICATIONS, Application
from coach.logs.interviews import Interview
from coach.logs.ranks import RANKS, Rank
from coach.logs.season import SAID, Said, of_season
from coach.ranking.checks import Case, Certified
from coach.ranking.first_of_july import Chance, Fact, July, Stands, of_boards, of_program, of_rule
from coach.records import CoachError, Evidence, Record, replace
from coach.rules.conditions import needs_visa, passed, step2ck_passed
from coach.rules.fields import facts_of
from coach.rules.starting import start_of
from coach.rules.visas import visa_wanted
from coach.state import State
from coach.subjects.options import Opt

CERTIFIED, TRUE = "rank_certified", "rank_true"
REFUSED: Final = "february_interviews"
"""What the season's clock keeps its question under: is there one that you would refuse?"""
"""What is said of a season's list: as it was certified, and that its order is true."""
CERTIFY, ORDER = "rank_certify", "rank_order"
"""Tasks that are done by saying so."""
DEADLINE: Final = "nrmp_rol_deadline"
OPENS: Final = "nrmp_ranking_opens"
SEED: Final = 1
"""The same road always has the same chances."""
STARTS: Final = "residency_start"
OWN: Final = {"licence": "training_licence", "visa": "j1_weeks", "degree": "degree_by_july"}
"""Rules that hold at every program, by what they are about."""
PROGRAM: Final = Opt("its number, as `coach search` prints it", "PROGRAM_ID")
TRACK: Final = Opt("one track of it, as the NRMP lists it", "WORDS")
LONGEST: Final = 300
"""Characters of a note."""
LONGEST_TRACK: Final = 40


class Placed(Record):
    """How a program is put on the list."""

    track: Annotated[str, TRACK] = ""
    note: Annotated[str, Opt("what you feel of it now", "TEXT")] = ""
    first_year: Annotated[bool, Opt("behind the advanced posts, as a first year")] = False
    anyway: Annotated[bool, Opt("without an interview that was held")] = False


class Told(Record):
    """What the final check asks of one program."""

    track: Annotated[str, TRACK] = ""
    would_go: Annotated[Literal["", "yes", "no"], Opt("whether you would go", "ANSWER")] = ""
    met_for: Annotated[
        Literal["", "yes", "no"], Opt("whether the interview was for this track", "ANSWER")
    ] = ""
    visa: Annotated[str, Opt("the day on which they wrote that it is offered", "DAY")] = ""
    note: Annotated[str, Opt("what you feel of it now", "TEXT")] = ""


def said(state: State, about: str) -> Said | None:
    """What was said of the season's list."""
    return state.kept(SAID).get(f"{state.season}/{about}")


def saying(state: State, about: str, value: str) -> Said:
    """The same, to be kept."""
    return Said(f"{state.season}/{about}", value, state.today)


def case(state: State, listed: Sequence[Rank], held: Mapping[str, Interview]) -> Case:
    """The list with all that it is held against."""
    starts = {rank.key: start for rank in listed if (start := _start(state, rank))}
    later = {key: start for key, start in starts.items() if start.value in ("advanced", "both")}
    return Case(
        ranks=tuple(listed),
        met=tuple(held),
        interviews=len(held),
        needs_visa=needs_visa(state.applicant),
        advanced=tuple(key for key, fact in later.items() if not fact.note),
        unsure=tuple(key for key, fact in later.items() if fact.note),
        verified=_is_verified(state),
        lacks=tuple(_lacks(state)),
        deadline=state.events[DEADLINE],
        now=state.hour,
        zone=state.applicant.time_zone or "",
        certified=_certified(state),
    )


def _certified(state: State) -> Certified | None:
    row = said(state, CERTIFIED)
    return Certified(row.value, row.day) if row else None


def _start(state: State, rank: Rank) -> Evidence | None:
    program = state.facts.program(rank.program)
    return start_of(program, state.facts.specialties) if program else None


def _is_verified(state: State) -> bool:
    step = state.road.step("ecfmg_reported")
    return bool(state.applicant.certified) or (step is not None and step.finished)


def _lacks(state: State) -> list[str]:
    """Passes that the NRMP waits for and that are not kept."""
    who = state.applicant
    pathway = state.road.step("pathway_apply")
    lacking = {
        "Step 1": not passed(who.step1),
        "Step 2 CK": not step2ck_passed(who.step2ck),
        "the Pathway": pathway is not None and not pathway.finished,
    }
    return [name for name, is_so in lacking.items() if is_so]


def july(state: State, listed: Sequence[Rank]) -> July:
    """What stands between each program of the list and its first day, in the list's order."""
    chance, deferred = _whole(state)
    stands = tuple(_stands(state, rank) for rank in listed)
    deferral = of_rule("deferral", state.facts.rules["match_deferral"])
    return July(stands, tuple(_own(state, listed)), chance, deferred, deferral)


def _whole(state: State) -> tuple[Chance | None, Chance | None]:
    """The road's own chance of the first day, and of a year later, for one who is matched."""
    from coach.journey.chances import draw, gates  # numpy: 60 ms

    if state.applicant.hours_a_week == 0:
        return None, None
    on = max(state.today, state.days["match_day"])
    then = state.assuming(profile={"match_result": "matched"}, on=on)
    start = then.events[STARTS]
    later = replace(start, day=start.day.replace(year=start.day.year + 1))
    first, second = gates(then.road, draw(then.road, SEED), (start, later))
    return _told(first.chance), _told(second.chance)


def _told(chance: OnTime | None) -> Chance | None:
    return Chance(chance.low, chance.mid, chance.high, str(chance)) if chance else None


def _own(state: State, listed: Sequence[Rank]) -> Iterator[Fact]:
    """What holds wherever one is matched."""
    who, start = state.applicant, state.events[STARTS]
    certificate = "in hand" if who.certified else "not in hand: residency cannot begin without it"
    yield Fact("certificate", certificate, "confirmed", "you")
    for what, rule in OWN.items():
        if what != "visa" or "j1" in visa_wanted(who):
            yield of_rule(what, state.facts.rules[rule])
    programs = (state.facts.program(rank.program) for rank in listed)
    yield of_boards(program.state for program in programs if program)
    yield Fact("first day", f"{start.day:%-d %B %Y}", start.status, start.source, start.as_of)


def _stands(state: State, rank: Rank) -> Stands:
    program = state.facts.program(rank.program)
    known = facts_of(program, state.overlays.get(rank.program, {})) if program else {}
    visas = [f"visa_{kind}" for kind in visa_wanted(state.applicant)]
    return of_program(
        rank, {name: known[name] for name in visas if name in known}, _start(state, rank)
    )


def applications(state: State, listed: Sequence[Rank]) -> list[Application]:
    """The applications of the season to the programs of a list."""
    programs = {rank.program for rank in listed}
    sent = of_season(state.kept(APPLICATIONS), state.season)
    return [each for each in sent if each.program in programs]


def answer(state: State, ranks: Sequence[Rank], field: str, yes: Collection[str]) -> bool:
    """Answers one question for a whole list; where one would go is what the clock asks too."""
    with state.act("Answers to the final check") as act:
        for rank in ranks:
            act.put(RANKS, _answered(rank, field, rank.key in yes, state.today))
        if field == "would_go":
            act.put(SAID, saying(state, REFUSED, f"{len(ranks) - len(yes)} of {len(ranks)}"))
    return act.changed


def _answered(rank: Rank, field: str, is_yes: bool, today: date) -> Rank:
    word: Literal["yes", "no"] = "yes" if is_yes else "no"
    if field == "would_go":
        return replace(rank, would_go=word)
    if field == "met_for":
        return replace(rank, met_for=word) if rank.track else rank
    return replace(rank, visa_in_writing=(rank.visa_in_writing or today) if is_yes else None)


def noted(note: str) -> str:
    note = " ".join(note.split())
    if len(note) > LONGEST:
        raise CoachError(f"A note has {LONGEST} characters at most, this one {len(note)}.")
    return note
