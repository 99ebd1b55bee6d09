"""What the applicant wrote, held against the checks: they point at a sentence and write none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Annotated, Final

from coach.facts.index import fold
from coach.files.texts import read_text
from coach.logs.experience import EXPERIENCE
from coach.prepare.rotations import entry_texts, gaps
from coach.profile.fields import BY_KEY
from coach.profile.meaning import known_of, names_of
from coach.prose import claims, content, entries, names, patients, style
from coach.prose.engine import Draft, Finding as Finding, Known, Phrasebook, findings
from coach.prose.text import read
from coach.records import CoachError, Rule, Writing, replace
from coach.subjects.options import Opt, Subject
from coach.typed_words import doubt, meant

CHECKED: Final = (claims, content, entries, names, patients, style)
"""Modules that declare checks."""
OWN_WORK: Final = "writing.own_work"
"""The setting that keeps whether the rule of one's own work was shown."""
FILE: Final = Opt("a text: .txt, .md or .docx", "FILE")
MANY: Final = 6
"""Programs of different names by which a town is known as one of the US; smaller ones have
namesakes abroad."""
CALLED_BY: Final = ("School of Medicine", "College of Medicine", "Medical School", "Program")
"""Ends of a name that a text leaves out."""


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
        file: Annotated[Path, FILE],
        to: Annotated[str, Opt("the program to which it goes", "PROGRAM_ID")] = "",
    ) -> list[Finding]:
        """What rules of contact may forbid in a message on this day. Raises CoachError."""
        program = self._state.facts.program(to) if to else None
        if to and program is None:
            raise CoachError(f"There is no program {to}.")
        known = replace(self._known, addressed=f"{program.name} {program.city}" if program else "")
        return self._found(read_text(file), "message", known)

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
            locked=state.locked,
        )

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
