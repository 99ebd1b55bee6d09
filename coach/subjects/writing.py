"""What the applicant wrote, held against the checks: they point at a sentence and write none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from coach.calendar.dates import season_at
from coach.facts.index import fold
from coach.files.texts import read_text
from coach.logs.experience import EXPERIENCE
from coach.logs.interviews import INTERVIEWS
from coach.logs.read_facts import READ_FACTS
from coach.prepare.rotations import entry_texts, gaps
from coach.profile.fields import BY_KEY
from coach.profile.meaning import known_of, names_of
from coach.prose import claims, contact, content, names, patients, style
from coach.prose.contact import RULES as RULES, Sending as Sending
from coach.prose.engine import Draft, Finding as Finding, Known, Phrasebook, findings
from coach.prose.text import read
from coach.records import CoachError, Lock, Record, Rule, Writing, replace
from coach.soap.lock import of_season
from coach.subjects.options import Opt, Subject
from coach.typed_words import doubt, meant
from coach.wording import EASTERN

CHECKED: Final = (claims, contact, content, names, patients, style)
"""Modules that declare checks."""
OWN_WORK: Final = "writing.own_work"
"""The setting that keeps whether the rule of one's own work was shown."""
FILE: Final = Opt("a text: .txt, .md or .docx", "FILE")
MANY: Final = 6
"""Programs of different names by which a town is known as one of the US; smaller ones have
namesakes abroad."""
CALLED_BY: Final = ("School of Medicine", "College of Medicine", "Medical School", "Program")
"""Ends of a name that a text leaves out."""


class Checked(Record):
    """What a message drew, and what it was held against."""

    findings: list[Finding]
    sending: contact.Sending

    @property
    def forbidden(self) -> list[Finding]:
        """What rules of contact may forbid."""
        return [each for each in self.findings if each.rule in contact.RULES]


class WritingSubject(Subject):
    """Statement, CV and messages."""

    def findings(self, text: str, specialty: str = "") -> list[Finding]:
        """What a statement's text draws, the worst first. Raises CoachError for a specialty that
        nobody knows."""
        return self._found(
            text, "statement", replace(self._known, specialty=self.specialty(specialty))
        )

    def statement(
        self,
        file: Annotated[Path, FILE],
        specialty: Annotated[str, Opt("for which it is written", "S")] = "",
    ) -> list[Finding]:
        """What the statement in a file draws. Raises CoachError."""
        return self.findings(read_text(file), specialty)

    def cv(
        self, file: Annotated[Path | None, Opt(FILE.help, "FILE", flag="FILE")] = None
    ) -> list[Finding]:
        """What a CV draws; without a file the entries of experience. Raises CoachError."""
        if file:
            return self._found(read_text(file), "cv", self._known)
        if not self._known.entries:
            raise CoachError(
                "Your log of experience is empty: `coach rotation add`, or name a FILE."
            )
        return [*self._found("", "log", self._known), *self._of_entries()]

    def message(
        self,
        file: Annotated[Path, Opt(f"{FILE.help}; - reads what is typed", "FILE")],
        to: Annotated[str, Opt("the program to which it goes", "PROGRAM_ID")] = "",
        at: Annotated[str, Opt("when it goes out (now): 2027-03-18T21:00-04:00", "MOMENT")] = "",
    ) -> Checked:
        """What rules of contact may forbid in a message, and what else it draws. Raises
        CoachError."""
        return self.message_text(read_text(file), to, at)

    def message_text(self, text: str, to: str = "", at: str = "") -> Checked:
        """The same of a text that was pasted. Raises CoachError."""
        state = self._state
        program = state.facts.program(to) if to else None
        if to and program is None:
            raise CoachError(f"There is no program {to}.")
        sending = self._sending(self._moment(at), to)
        known = replace(self._known, addressed=f"{program.name} {program.city}" if program else "")
        forbidden = contact.sent(text, sending, self._contact_rules(sending.at))
        return Checked([*forbidden, *self._found(text, "message", known)], sending)

    def checked(
        self, text: str, at: datetime, policy: contact.Policy, standing: contact.Standing
    ) -> tuple[Finding, ...]:
        """What rules of contact forbid in a message that goes out at a moment."""
        return contact.checked(text, at, policy, standing, self._contact_rules(at))

    def _contact_rules(self, at: datetime) -> contact.Rules:
        facts, week = self._state.facts, self._week(at)
        signs, book = tuple(facts.contact_signs), self._contact_phrases
        return contact.Rules(book, signs, facts.prose_checks, week, self._contact_weights)

    def _week(self, at: datetime) -> Lock:
        return of_season(self._state.calendar(_season(at)), "waiting")

    def _moment(self, typed: str) -> datetime:
        """The moment that is typed, in the applicant's zone where it names none. Raises
        CoachError."""
        try:
            at = datetime.fromisoformat(typed.strip()) if typed.strip() else self._state.hour
        except ValueError:
            raise CoachError(f"“{typed}” should look like 2027-03-18T21:00-04:00.") from None
        zone = self._state.applicant.time_zone
        if at.tzinfo is None and typed and zone:
            return at.replace(tzinfo=ZoneInfo(zone))
        return at.astimezone() if at.tzinfo is None else at

    def _sending(self, at: datetime, to: str) -> contact.Sending:
        """Where the applicant stands at that moment, and what the program said of contact."""
        state, week = self._state, self._week(at)
        policy, word = self._policy(to, at.date())
        result, year = state.applicant.match_result, state.applicant.result_year
        is_matched = result == "matched" and at >= week.start
        took_part = year in (None, _season(at)) and state.applicant.match_year in (
            None,
            _season(at),
        )
        standing: contact.Standing = "eligible" if took_part else "ineligible"
        return contact.Sending(at, policy, "matched" if is_matched else standing, week, word)

    def _policy(self, to: str, day: date) -> tuple[contact.Policy, str]:
        """A program's word on contact as the applicant kept it, and where it was read."""
        read = self._state.kept(READ_FACTS).get(f"{to}:contact")
        if read:
            return contact.POLICIES[read.value], f"{read.source}, {read.day}:"
        held = [each for each in self._state.kept(INTERVIEWS).values() if each.program == to]
        words = {each.contact for each in held if each.day and each.day <= day}
        if "no" in words:
            return "after_interview_no", "Told at your interview:"
        return ("welcome" if "yes" in words else "unknown"), ""

    def own_work(self, always: bool = False) -> Rule | None:
        """The rule of one's own work, the first time that it is asked for."""
        if not always and self._state.store.setting(OWN_WORK):
            return None
        self._state.store.set_setting(OWN_WORK, "shown")
        return self._state.facts.rules["statement_own_work"]

    def _found(self, text: str, of: Writing, known: Known) -> list[Finding]:
        return findings(Draft(read(text, of == "cv"), known), self._state.facts.prose_checks, of)

    def _of_entries(self) -> Iterator[Finding]:
        """What the texts of the entries draw, each by itself."""
        for entry in self._known.entries:
            known = replace(self._known, watching=patients.watches(entry))
            for text in (entry.entry, entry.meaningful):
                for each in self._found(text, "cv", known):
                    yield replace(each, where=entry.place)

    def specialty(self, typed: str) -> str:
        """A specialty as the first questions understand it; "" for nothing. Raises CoachError."""
        known = known_of(BY_KEY["specialties"], names_of(self._state.facts))
        if not typed.strip() or known is None:
            return ""
        what = meant(typed, known)
        if not what.is_sure:
            raise CoachError(f"{doubt(typed, known)}.")
        return what.values[0]

    @property
    def _known(self) -> Known:
        """What texts are held against: the profile, the log of experience, the day."""
        state = self._state
        who, rows = state.applicant, tuple(state.kept(EXPERIENCE).values())
        texts = entry_texts(rows, state.facts.rotations, state.today)
        over = [(text.entry.place, more) for text in texts if (more := text.over + text.more_over)]
        listed = gaps(rows, who.graduation_date, state.today) if rows else []
        programs, cities = self._places
        return Known(
            self._phrases,
            state.today,
            specialties=who.specialties,
            entries=rows,
            gaps=tuple((each.since, each.until) for each in listed),
            over=tuple(over),
            programs=programs,
            cities=cities,
            countries=frozenset(name.lower() for name in state.facts.countries),
        )

    @cached_property
    def _contact_weights(self) -> dict[str, float]:
        return {row.sign: row.weight for row in self._state.facts.contact_weights.values()}

    @cached_property
    def _contact_phrases(self) -> Phrasebook:
        return Phrasebook(self._state.facts.contact_words)

    @cached_property
    def _phrases(self) -> Phrasebook:
        return Phrasebook(self._state.facts.phrases)

    @cached_property
    def _places(self) -> tuple[frozenset[str], frozenset[str]]:
        """Names of programs as texts write them, folded; towns and states in small letters."""
        listed = self._state.facts.names()
        states = {state.name.lower() for state in self._state.facts.states.values()}
        counts = Counter(city.lower() for _, city in listed)
        cities = {city for city, count in counts.items() if count >= MANY} | states
        called = {name for whole, _ in listed for name in _called(whole)}
        return frozenset(called - set(counts) - states - names.GENERIC), frozenset(cities)


def _season(at: datetime) -> int:
    return season_at(at.astimezone(ZoneInfo(EASTERN)).date())


def _called(name: str) -> Iterator[str]:
    """How a text may call a program: each part of its name without its usual end, and the word
    or two by which it is known."""
    for part in name.replace("(", "/").replace(")", "/").split("/"):
        for end in CALLED_BY:
            part = part.strip().removesuffix(end)
        words = fold(part).split()
        if len(words) > 1:
            yield " ".join(words)
        if words and words[0] not in names.GENERIC:
            yield from _known_by(words, part.startswith(words[0].upper()))


def _known_by(words: Sequence[str], in_capitals: bool) -> Iterator[str]:
    """The first word where the next is a usual one, and the first two of a longer name."""
    first, second = words[0], words[1] if len(words) > 1 else ""
    is_alone = second in ("", *names.GENERIC)
    if len(first) > names.SHORT - 2 * in_capitals and (in_capitals or is_alone):
        yield first
    if len(words) > 2:
        yield f"{first} {second}"
