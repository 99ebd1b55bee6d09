"""The front door: one applicant's coach, by subject."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from importlib import import_module
from operator import is_not
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Generic, TypeVar

from coach import places
from coach.facts.book import Facts
from coach.facts.compile import compiled
from coach.logs import declared, with_words
from coach.logs.versions import TEXTS
from coach.records import Entry, Hit, Record
from coach.state import State
from coach.store.store import Store
from coach.subjects.ahead import AHEAD, AheadSubject
from coach.subjects.answering import AnsweringSubject
from coach.subjects.history import HistorySubject
from coach.subjects.logs import LogSubject
from coach.subjects.options import Opt, at as at
from coach.subjects.profile import ProfileSubject
from coach.subjects.programs import ProgramsSubject
from coach.subjects.road import RoadSubject
from coach.subjects.season import SeasonSubject
from coach.subjects.versions import VersionsSubject
from coach.subjects.week import FACTS, WeekSubject

if TYPE_CHECKING:
    from coach.search.finder import Finder
    from coach.subjects.advice import AdviceSubject
    from coach.subjects.after import AfterSubject
    from coach.subjects.applying import ApplyingSubject
    from coach.subjects.backups import BackupsSubject
    from coach.subjects.calendar import CalendarSubject
    from coach.subjects.couples import CouplesSubject
    from coach.subjects.deciding import DecidingSubject
    from coach.subjects.files import FilesSubject
    from coach.subjects.forecasting import ForecastingSubject
    from coach.subjects.hundred import HundredSubject
    from coach.subjects.insuring import InsuringSubject
    from coach.subjects.inviting import InvitingSubject
    from coach.subjects.letters import LettersSubject
    from coach.subjects.library import LibrarySubject
    from coach.subjects.money import MoneySubject
    from coach.subjects.ordering import OrderingSubject
    from coach.subjects.pages import PagesSubject
    from coach.subjects.paper import PaperSubject
    from coach.subjects.papers import PapersSubject
    from coach.subjects.pasting import PastingSubject
    from coach.subjects.people import PeopleSubject
    from coach.subjects.prepare import PrepareSubject
    from coach.subjects.ranking import RankingSubject
    from coach.subjects.recall import RecallSubject
    from coach.subjects.rotations import RotationsSubject
    from coach.subjects.soap import SoapSubject
    from coach.subjects.status import StatusSubject
    from coach.subjects.study import StudySubject
    from coach.subjects.talks import TalksSubject
    from coach.subjects.together import Calls, Together
    from coach.subjects.writing import WritingSubject


T = TypeVar("T")
BY_NAME: Final = 80.0
"""The score from which something is found by its name."""
FIRST: Final = 5
"""Things found that stand before what is only near."""
KINDS: Final = (
    *("answer", "resource", "program", "task", "person", "date", "rule", "command", "page"),
)
"""What can be found."""


class Door(Generic[T]):
    """A subject that is loaded when it is first asked for: none of them for the first picture. It
    stands in the module of its name. `others`: the subjects that it is handed."""

    def __init__(self, *others: str) -> None:
        self._others = others

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, coach: Coach, owner: type) -> T:
        module = import_module(f"coach.subjects.{self._name}")
        kind: Callable[..., T] = getattr(module, f"{self._name.capitalize()}Subject")
        subject = kind(coach._state, **{name: getattr(coach, name) for name in self._others})
        coach.__dict__[self._name] = subject
        return subject


class Coach:
    """One applicant's coach: a door to each subject, and what belongs to all of them."""

    applying: Door[ApplyingSubject] = Door()
    """The application list."""
    calendar: Door[CalendarSubject] = Door("logs")
    """All that is ahead, by months."""
    library: Door[LibrarySubject] = Door()
    """The resources."""
    prepare: Door[PrepareSubject] = Door("logs")
    """What the logs have in common."""
    deciding: Door[DecidingSubject] = Door("profile")
    """Levers, scenarios, years, filters."""
    rotations: Door[RotationsSubject] = Door()
    """Experience and requests."""
    study: Door[StudySubject] = Door()
    """Exams: plan, readiness, mistakes."""
    letters: Door[LettersSubject] = Door()
    """Letters against the programs on the list."""
    writing: Door[WritingSubject] = Door()
    """Statement, CV and messages."""
    papers: Door[PapersSubject] = Door()
    """Documents and forms, held against each other."""
    money: Door[MoneySubject] = Door()
    """What was spent, and what is still to come."""
    people: Door[PeopleSubject] = Door()
    """The team, and where a person's name stands."""
    insuring: Door[InsuringSubject] = Door()
    """What a dollar buys, in the road and in applications."""
    status: Door[StatusSubject] = Door("answering", "profile")
    """The season in numbers."""
    forecasting: Door[ForecastingSubject] = Door()
    """Invitations that are expected, beside those that came."""
    pasting: Door[PastingSubject] = Door("logs")
    """Pasted lists of programs."""
    pages: Door[PagesSubject] = Door("programs", "writing")
    """Pages of programs."""
    talks: Door[TalksSubject] = Door("programs", "logs")
    """Interviews, before and after."""
    couples: Door[CouplesSubject] = Door("ranking")
    """The rank list beside a partner's."""
    inviting: Door[InvitingSubject] = Door("logs")
    """Pasted invitations."""
    after: Door[AfterSubject] = Door()
    """The months after the Match."""
    soap: Door[SoapSubject] = Door()
    """SOAP and Match Week."""
    ranking: Door[RankingSubject] = Door()
    """The rank order list."""
    recall: Door[RecallSubject] = Door()
    """What a later release takes back."""
    hundred: Door[HundredSubject] = Door("ranking")
    """A hundred of one's group, and the honest year."""
    ordering: Door[OrderingSubject] = Door("ranking")
    """Ways to an order of it."""
    advice: Door[AdviceSubject] = Door()
    """Answers to questions."""
    backups: Door[BackupsSubject] = Door()
    """Copies of everything."""
    paper: Door[PaperSubject] = Door()
    """The week on paper, and a letter to a mentor."""
    files: Door[FilesSubject] = Door("logs", "programs", "profile")
    """Tables in."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._finder: tuple[list[Mapping[str, Record]], Finder] | None = None
        self.home = state.home
        """The data folder."""
        self.road = RoadSubject(state)
        self.ahead = AheadSubject(state)
        self.week = WeekSubject(state)
        self.programs = ProgramsSubject(state)
        self.profile = ProfileSubject(state)
        self.season = SeasonSubject(state)
        self.answering = AnsweringSubject(state, self.profile, self.road)
        self.history = HistorySubject(state)
        self.logs = {name: LogSubject(state, log) for name, log in with_words().items()}
        """What the applicant keeps, by the name of each log."""
        self.versions = VersionsSubject(state, self.logs["versions"].log)
        self.logs["versions"] = self.versions

    @classmethod
    def open(cls, home: Path, now: Callable[[], datetime], window: str = "") -> Coach:
        """The coach of the applicant in this folder, in a window. Raises CoachError."""
        store = Store.open(home, now(), window)
        try:
            store.grow([*declared().values(), TEXTS])
            facts = Facts(compiled(places.cache(os.environ), home))
        except BaseException:
            store.close()
            raise
        state = State(facts, store, now, home)
        if store.setting(FACTS) != facts.path.name:
            from coach.subjects.recall import take_over  # only with other facts

            take_over(state)
        return cls(state)

    def close(self) -> None:
        """Lets go of both files."""
        self._state.store.close()
        self._state.facts.close()

    @property
    def now(self) -> datetime:
        """The time as it is now."""
        return self._state.now()

    @property
    def today(self) -> date:
        """The day as it is now."""
        return self._state.today

    @property
    def version(self) -> int:
        """Grows whenever what was worked out before may no longer hold."""
        return self._state.version

    def work_out(self, answer: str) -> None:
        """Works out what takes long, "ahead", "insure", "forecast" or a view of the list, and
        keeps it."""
        if answer == AHEAD:
            self.ahead.work_out()
        elif answer == "insure":
            self.insuring.work_out()
        elif answer == "forecast":
            self.forecasting.work_out()
        else:
            self.applying.work_out(answer)

    def keep_daily(self) -> None:
        """Copies everything once on a day on which something was done. Raises CoachError."""
        if self._state.has_acted:
            self.backups.keep_daily()

    def refresh(self) -> bool:
        """Takes in a new day and what another window changed; whether there was either."""
        return self._state.refresh()

    def undo(self) -> str | None:
        """Takes the last change back; its title, or None when nothing is left."""
        return self.history.undo()

    def redo(
        self,
        number: Annotated[
            int | None, Opt("an act of `history` (the last)", "NUMBER", flag="number")
        ] = None,
    ) -> list[str]:
        """Does again what was taken back last; the titles of all that came again."""
        return self.history.redo(number)

    def together(self, calls: Mapping[str, Calls], noun: str, called: str = "") -> Together:
        """Acts on many rows, by their keys, as one act."""
        from coach.subjects.together import together  # not for the first picture

        return together(self._state, calls, noun, called)

    def finder(self, extra: Iterable[Entry] = ()) -> Finder:
        """A search over everything, the applicant's own tasks and what is `extra` too."""
        from coach.search.finder import Finder, resource_entries, task_entries

        facts = self._state.facts
        small = [
            *resource_entries(facts.resources.values()),
            *task_entries(self.road.tasks.values()),
            *(entry for subject in self.logs.values() for entry in subject.found()),
            *self.calendar.found(),
            *extra,
        ]
        return Finder(
            small,
            [(synonym.term, synonym.meaning) for synonym in facts.synonyms],
            partial(facts.find_programs, own=self.profile.applicant.specialties),
        )

    def find(
        self,
        query: Annotated[str, Opt("a few letters of anything", joined=True)],
        kind: Annotated[str | None, Opt(", ".join(KINDS), "KIND", choices=KINDS)] = None,
        limit: Annotated[int, Opt("at most N (10)", "N")] = 10,
    ) -> list[Hit]:
        """What a few letters may mean, best first."""
        sought = (each for each in self.logs.values() if each.log.record.is_sought)
        rests_on = [self.road.tasks, *(subject.entries() for subject in sought)]
        if self._finder is None or any(map(is_not, self._finder[0], rests_on)):
            self._finder = rests_on, self.finder()
        others = self._finder[1].find(query, kind=kind, limit=max(1, limit))
        return (self.with_answers(query, others) if kind in (None, "answer") else others)[:limit]

    def with_answers(self, letters: str, others: Sequence[Hit]) -> list[Hit]:
        """What was found with the answers to it as a question; what is only named, what answers
        two words, and what is not sure beside a name, stands behind the first of the others."""
        from coach.subjects.advice import UNSURE

        first, named = self.answers_to(letters)
        if first and first[0].why == UNSURE and others and others[0].score >= BY_NAME:
            first, named = [], [*first, *named]
        return [*first, *others[:FIRST], *named, *others[FIRST:]]

    def answers_to(self, letters: str) -> tuple[list[Hit], list[Hit]]:
        """What answers the question that is typed in a search, or is nearest to it, and what else
        is like it."""
        is_question = "?" in letters or letters.count(" ") > 1
        if " " not in letters and not is_question and not self.advice.urgent(letters):
            return [], []
        asked = self.advice.ask(letters)
        hits = self.advice.hits(asked)
        first, others = hits[: asked.needs], hits[asked.needs :]
        if not is_question:
            return [], first if asked.is_sure else []
        return first, [] if asked.is_sure else others

    def setting(self, key: str) -> str | None:
        """One setting of the app, None when it was never made."""
        return self._state.store.setting(key)

    def set_setting(self, key: str, value: str) -> None:
        """Keeps a setting; settings are not part of the history."""
        self._state.store.set_setting(key, value)
