"""What the text of a program's page states; kept in one act, the rest asked in one question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final

from coach.reading.page import Stated as Stated, page_day, read_page, words_of
from coach.reading.pieces import Words
from coach.records import CoachError, Record
from coach.rules.fields import FACTS, asked_together
from coach.rules.programs import GATES
from coach.rules.visas import visa_wanted
from coach.season.pasted import NUMBER, names_in
from coach.subjects.options import Subject
from coach.subjects.reading import LineReading

if TYPE_CHECKING:
    from coach.subjects.programs import ProgramsSubject
    from coach.subjects.writing import WritingSubject

LONGEST: Final = 100_000
"""Letters of a text that is read."""
SOURCE: Final = "own reading of the program's page"


class PageRead(Record):
    """What a page states of a program."""

    program_id: str
    as_of: date
    """The day of which the page says that it is; else today."""
    stated: list[Stated]
    """The sure ones of each fact before those to be asked; what they only prefer last."""
    figures: str = ""
    """What it says of its day, where that can be read as two."""

    @property
    def sure(self) -> dict[str, str]:
        """The values that need no question, by field."""
        return self.chosen(each for each in self.stated if not (each.doubt or each.prefers))

    @property
    def told(self) -> set[str]:
        """The facts of which it says one thing, sure or not: nobody is asked again."""
        values = {(each.field, each.value) for each in self.stated if not each.prefers}
        return {field for field, many in Counter(field for field, _ in values).items() if many == 1}

    def chosen(self, picked: Iterable[Stated]) -> dict[str, str]:
        """These values by field. Raises CoachError for two of one fact."""
        pairs = [(each.field, each.value) for each in picked]
        if len(dict(pairs)) < len(pairs):
            raise CoachError("Two values of one fact are marked: keep one of them.")
        return dict(pairs)


class PagesSubject(Subject):
    """Reads pages of programs."""

    _programs: ProgramsSubject
    _writing: WritingSubject

    @cached_property
    def _words(self) -> Words:
        return words_of(self._state.facts.page_words)

    def read(self, program_id: str, text: str) -> PageRead:
        """What a text states of a program; nothing is kept. Raises CoachError for a book."""
        if len(text) > LONGEST:
            raise CoachError(f"{len(text):,} letters are no page; paste what is for applicants.")
        day, figures = page_day(text, self._words, self._state.today)
        stated = read_page(text, self._words, self._state.season - 1)
        return PageRead(program_id, day, stated, figures)

    def otherwise(self, program_id: str, text: str) -> str:
        """A specialty or a hospital that a text names in place of the program's own; else ""."""
        program = self._programs.standing(program_id).program
        return LineReading(self._state).otherwise(program, text)

    def program_of(self, text: str) -> str:
        """The one program that a page surely names, by its number or its name; "" for none."""
        first = text.strip().partition("\n")[0]
        names = [*NUMBER.findall(text), *names_in(text).values(), first]
        meant = map(LineReading(self._state).meant, names)
        programs = {each.sure.id for each in meant if each.sure}
        return programs.pop() if len(programs) == 1 else ""

    def keep(self, read: PageRead, values: Mapping[str, str]) -> bool:
        """Keeps these values as the applicant's own reading, in one act."""
        return self._programs.record_facts(read.program_id, values, SOURCE, str(read.as_of))

    def left_open(self, read: PageRead) -> tuple[list[str], str]:
        """The fields that gates wait for and that the page leaves open, with one question for all
        of them: "" while a rule of contact or a word of the program forbids it."""
        gates = self._programs.standing(read.program_id).assessment.gates
        waiting = (GATES[gate.rule].reads for gate in gates if gate.outcome == "unknown")
        wanted = {f"visa_{kind}" for kind in visa_wanted(self._state.applicant)}
        reads = {*chain(*waiting)} - read.told - ({"visa_j1", "visa_h1b"} - wanted)
        known = self._programs.known_facts(read.program_id)
        silent = (key for key in FACTS if key in reads and known[key].value is None)
        fields = [key for key in silent if FACTS[key].question]
        return fields, self._question(read, fields)

    def _question(self, read: PageRead, fields: Sequence[str]) -> str:
        banned = self._state.without_contact or "no_contact" in (each.value for each in read.stated)
        asked = asked_together(fields, self._state.season) if fields and not banned else ""
        return "" if self._writing.message_text(asked, read.program_id).forbidden else asked
