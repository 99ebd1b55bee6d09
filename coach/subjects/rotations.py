"""Experience and requests: what each entry is worth, what it lacks, and what silence means."""

from __future__ import annotations

from typing import Final

from coach.applying.answers import Listed
from coach.applying.fees import prices
from coach.applying.levers import flips
from coach.logs.experience import EXPERIENCE, Experience, months_of
from coach.logs.outreach import OUTREACH, Request
from coach.prepare import rotations, silence
from coach.prepare.rotations import Allowed, EntryText
from coach.prepare.silence import Rhythm, Silence
from coach.records import Applicant, Record, RequestFact, replace
from coach.rules.filters import see
from coach.rules.held import Person
from coach.state.steps import around, has_fled, open_requests
from coach.subjects.applying import Told
from coach.subjects.long_answers import Kept, kept
from coach.subjects.options import FromState, Subject

BEYOND: Final = 31
"""The application from which on each costs the same."""
ASKED: Final = "experience_months"
"""The fact of a program that a rotation can meet."""


class Buys(Record):
    """What a rotation does for the list, held against the same list without it."""

    stating: int
    """Programs of which the applicant read how many months they ask for."""
    opened: tuple[str, ...]
    """Programs that are closed without it."""
    sure: tuple[str, ...]
    """Programs of which nobody could tell without it."""
    share: float | None
    """Percent of the list's worth that those on it add; None while no list is worked out."""
    filters: tuple[str, ...]
    """Filters, plausible and nobody's own, that are passed only with it."""
    by_letter: tuple[str, ...]
    """Filters that one more US letter, from there, would pass."""
    applications: int
    """That the same money buys; 0 where it is free, or no price is known."""


class RotationsSubject(Subject):
    """The logs of experience and of requests, held against facts, status and list."""

    entries = FromState(lambda state: state.kept(EXPERIENCE))
    """The log of experience."""
    around = FromState(lambda state: around(state))
    """What it is held against."""

    def allowed(self, entry: Experience) -> Allowed | None:
        """What the status of today says of an entry; None where it raises no question."""
        state = self._state
        who, countries = state.applicant, state.facts.countries
        person = Person(who, state.today, state.season, state.events, countries)
        return rotations.allowed(entry, person)

    def texts(self) -> list[EntryText]:
        """The entries in the order in which they would go into MyERAS."""
        facts, today = self._state.facts.rotations, self._state.today
        return rotations.entry_texts(self.entries.values(), facts, today)

    def buys(self, entry: Experience) -> Buys:
        """What an entry does for the list, and what else its price buys."""
        over = replace(entry, months=months_of(entry), since=None, until=None)
        state = self._state.assuming(rows={EXPERIENCE.name: {entry.key: over}})
        without = self._state.assuming(rows={EXPERIENCE.name: {entry.key: None}})
        stating = [key for key, facts in state.overlays.items() if ASKED in facts]
        programs = [program for key in stating if (program := state.facts.program(key))]
        flipped = flips(programs, without.doors.outcomes, state.doors.outcomes)
        opened = {program for program, _ in flipped.opened}
        sure = {program for program, _ in flipped.sure}
        letters = dict(state.applicant.letters).get("us", 0)
        lettered = state.assuming({"letters.us": letters + 1}).applicant
        passed = self._filters(state.applicant)
        return Buys(
            stating=len(programs),
            opened=tuple(sorted(opened)),
            sure=tuple(sorted(sure)),
            share=self._share(opened | sure),
            filters=tuple(sorted(passed - self._filters(without.applicant))),
            by_letter=tuple(sorted(self._filters(lettered) - passed)),
            applications=self._applications(entry.price or 0),
        )

    def _filters(self, who: Applicant) -> set[str]:
        """The filters that somebody passes."""
        seen = [see(each, who, self._state.today) for each in self._state.facts.presets.values()]
        return {each.preset.title for each in seen if each.outcome == "pass"}

    def _share(self, programs: set[str]) -> float | None:
        """What programs add to the worth of the list that was worked out last, in percent."""
        answer = kept(self._state, "list", Kept[Told[Listed]])
        order = answer.answer.order if answer else ()
        if not order or not order[-1].value:
            return None
        return 100 * sum(each.gain for each in order if each.id in programs) / order[-1].value

    def _applications(self, usd: float) -> int:
        state = self._state
        names = state.applicant.specialties[:1]
        lists = prices(names, state.facts.specialties, state.facts.fees, state.season)
        each = [schedule.price(BEYOND) for schedule in lists.values() if schedule]
        return int(usd // each[0]) if each and each[0] else 0

    requests = FromState(lambda state: state.kept(OUTREACH))
    """The log of requests."""

    def about(self, request: Request) -> RequestFact:
        """What the facts know of such a request."""
        return self._state.facts.requests[request.kind]

    def rhythm(self, request: Request) -> Rhythm:
        """How long answers of its kind take."""
        facts = self._state.facts
        return silence.rhythm(request.kind, self.requests.values(), facts.requests, facts.tasks)

    def open_requests(self) -> list[tuple[Request, Silence]]:
        """Those without an answer, each with how it stands."""
        return open_requests(self._state)

    def silence(self, request: Request) -> Silence | None:
        """How an open request stands; None for one that was answered."""
        wait, fact = self.rhythm(request), self.about(request)
        return silence.silence(request, fact, wait, self._state.today, self.fled)

    fled = FromState(has_fled)
    """Whether they fled: nobody pushes them to write home."""
