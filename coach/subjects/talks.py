"""Interviews: what one wants to know before, and how it was after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final

from coach.logs.experience import EXPERIENCE
from coach.logs.interviews import INTERVIEWS, MARKS as MARKS, Interview as Interview
from coach.records import CoachError, Evidence, Record, TalkRow
from coach.rules.conditions import needs_visa
from coach.rules.fields import FACTS
from coach.rules.visas import visa_wanted
from coach.season import talks
from coach.season.talks import Story, is_night as is_night, is_over, starts as starts
from coach.state import State
from coach.subjects.logs import KEY, LogSubject
from coach.subjects.options import FromState, Opt, Subject
from coach.subjects.programs import ProgramsSubject
from coach.wording import short

SHOWN: Final = ("img_share", "graduation_year_limit", "attempts_limit", "positions", "kind")
"""Facts of a program that one wants to know at its interview, visas apart."""
SMALL: Final = 8
"""Places a year up to which a program is small (a judgement)."""
NEW_YEARS: Final = 4
"""Years for which a program is new (a judgement)."""
PRACTISED: Final = 5
"""Practice questions of one interview."""
MARK: Final = Opt("1 to 5", "N", low=1, high=5)


class Felt(Record):
    """How an interview was; what is not told stays as it is."""

    teaching: Annotated[int | None, MARK] = None
    people: Annotated[int | None, MARK] = None
    work: Annotated[int | None, MARK] = None
    place: Annotated[int | None, MARK] = None
    gut: Annotated[int | None, MARK] = None
    contact: Annotated[str | None, Opt("what they said of mail", choices=("yes", "no"))] = None
    note: Annotated[str, Opt("for yourself; a later one is added with its day", "TEXT")] = ""


class Before(Record):
    """What to read before an interview."""

    interview: Interview
    known: dict[str, Evidence]
    confirm: dict[str, Evidence]
    ask: list[str]
    stories: list[Story]
    practice: list[TalkRow]


class TalksSubject(Subject):
    """The interviews, held against programs, experience and questions."""

    def __init__(
        self, state: State, programs: ProgramsSubject, logs: Mapping[str, LogSubject]
    ) -> None:
        super().__init__(state)
        self._programs, self._log = programs, logs["interviews"]

    entries = FromState(lambda state: state.kept(INTERVIEWS))
    """Every interview by key."""
    notes = FromState(lambda state: state.facts.interview_notes)
    """Traits, ways to decline, and what else is said of interviews."""

    def over(self, interview: Interview) -> bool:
        """Whether it was held."""
        return is_over(interview, self._state.hour)

    def known(self, key: str) -> Interview:
        """The interview of a key. Raises CoachError."""
        if interview := self.entries.get(key):
            return interview
        raise CoachError(f"There is no {key}; `coach interviews list` shows the keys.")

    def before(self, key: Annotated[str, KEY]) -> Before:
        """What to confirm, ask, tell and practise for an interview. Raises CoachError."""
        interview = self.known(key)
        facts = self._facts(interview.program)
        confirm = talks.to_confirm(facts)
        year = interview.season or self._state.season
        open_ones = [] if self._state.locked else [FACTS[name] for name in confirm]
        polite = [fact.asked(year) for fact in open_ones if fact.question]
        rows, holding = self.notes.values(), self._holding(interview.program, facts, confirm)
        return Before(
            interview,
            {name: fact for name, fact in facts.items() if name not in confirm},
            confirm,
            polite + [row.text for row in talks.of_use(rows, "ask", holding)],
            talks.stories(self._state.kept(EXPERIENCE), talks.of_use(rows, "trait", ())),
            self.practice(limit=PRACTISED, key=key),
        )

    def practice(
        self,
        kind: Annotated[str, Opt("of one kind", "KIND")] = "",
        limit: Annotated[int, Opt("at most N (all)", "N", low=1)] = 100,
        key: Annotated[str, Opt("those of one interview", "KEY")] = "",
    ) -> list[TalkRow]:
        """Questions to practise; of an interview one of each kind first. Raises CoachError."""
        rows = self._state.facts.practice_questions.values()
        kinds = list(dict.fromkeys(row.kind for row in rows))
        if kind and kind not in kinds:
            raise CoachError(f"“{kind}” is no kind of question; they are {', '.join(kinds)}.")
        needless = set() if self._wants_visa else {"visa"}
        wanted = {kind} if kind else {*kinds} - needless
        asked = [row for row in rows if row.kind in wanted]
        return talks.practice(asked, key, limit) if key else asked[:limit]

    def felt(self, key: Annotated[str, KEY], how: Felt) -> bool:
        """Keeps how an interview was, with its day; marks of an earlier day stay. Raises
        CoachError."""
        interview = self.known(key)
        values = {name: str(mark) for name in MARKS if (mark := getattr(how, name))}
        if how.contact is not None:
            values["contact"] = how.contact
        if how.note:
            day = short(self._state.today, self._state.today)
            values["note"] = f"{interview.note}; {day}: {how.note}" if interview.note else how.note
        return bool(values) and self._log.set(key, values)

    @property
    def _wants_visa(self) -> bool:
        return needs_visa(self._state.applicant) is not False

    def _facts(self, program_id: str) -> dict[str, Evidence]:
        """What is known of a program; nothing of one that no list names."""
        if not self._programs.known(program_id):
            return {}
        visas = [f"visa_{kind}" for kind in visa_wanted(self._state.applicant)]
        facts = self._programs.known_facts(program_id)
        return {name: facts[name] for name in (*visas, *SHOWN)}

    def _holding(
        self, program_id: str, facts: Mapping[str, Evidence], confirm: Mapping[str, Evidence]
    ) -> set[str]:
        """What is so of program and applicant, in the words of the notes."""
        who, program = self._state.applicant, self._programs.known(program_id)
        holds = {
            "step3": not who.step3.passed,
            "visa": self._wants_visa,
            "h1b": "visa_h1b" in facts,
            "small": program is not None and (program.positions or SMALL + 1) <= SMALL,
            "new": program is not None and _is_new(program.first_year, self._state.season),
        }
        kind = str(facts["kind"].value) if "kind" in facts else ""
        return {name for name, is_so in holds.items() if is_so} | {kind, *confirm}


def _is_new(first_year: str, season: int) -> bool:
    year = first_year[:4]
    return year.isdecimal() and season - int(year) <= NEW_YEARS
