"""Ways to an order of the rank list, the proof that the true one is best, the chance by length."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from coach.logs.interviews import MARKS
from coach.logs.ranks import Rank
from coach.logs.season import SAID
from coach.ranking import weighted
from coach.ranking.length import Range, chance
from coach.ranking.pairs import Choice, needed, next_pair, ordered
from coach.ranking.places import MOST
from coach.ranking.replay import Replay as Replay, replayed
from coach.records import CoachError, Record, replace
from coach.season.pasted import Meant, lines_of
from coach.subjects.options import Opt, Subject, as_one
from coach.subjects.worked_ranking import said, saying
from coach.wording import short_name

if TYPE_CHECKING:
    from coach.subjects.ranking import RankingSubject

CHOICES: Final = "rank_choices"
WEIGHTS: Final = "rank_weights"
NUMBERED: Final = re.compile(r"(?m)^[ \t]*\"?\d{1,3}\"?[,;.)\t ]+")
"""The place before a name, as tables have it."""
CELLS: Final = re.compile(r"[,;\t]| - ")
HEAD: Final = re.compile(
    r"(?i)(?=.*[a-z])(?:(?:list|rank|place|no|program|id|acgme|name|hospital|track|town|city|state|specialty"
    r"|notes?|then|now)(?![^\W\d_])|[\W\d_])+"
)
"""Words of the first line of a table, which names no program."""
NAMED: Final = 3
"""Programs or lines that a refusal names."""
TABLES: Final = (".csv", ".tsv", ".xlsx", ".xls", ".ods", ".json")
PRIMARY: Final = "primary"
"""What a table calls the first list; first years stand behind the advanced posts."""
SEED: Final = 1
"""The same list is always replayed in the same markets."""


class Proposed(Record):
    """An order that one's own answers make; nothing is changed until it is taken over."""

    order: tuple[Rank, ...]
    circles: tuple[tuple[Rank, ...], ...] = ()
    """Choices that go round: each preferred to the next, the last to the first."""
    choices: int = 0
    next: tuple[Rank, ...] = ()
    """The pair whose answer would tell most; empty once every pair is decided."""
    weights: str = ""
    scores: tuple[float | None, ...] = ()
    changed: bool = False
    """Whether the list was put in this order."""


class Told(Record):
    """One choice of two, and what becomes of the order."""

    better: Annotated[str, Opt("you would rather be there", "PROGRAM_ID")] = ""
    worse: Annotated[str, Opt("than there", "PROGRAM_ID")] = ""
    strength: Annotated[int, Opt("1 a little, 2 clearly, 3 by far", "N", low=1, high=3)] = 2
    take: Annotated[bool, Opt("put the list in this order")] = False


class Length(Record):
    """The chance of those with a list of a length, as published."""

    specialty: str
    ranks: int
    range: Range | None
    """None where the lengths of the specialty are not published."""


class OrderingSubject(Subject):
    """What helps to find the order that one wants."""

    _ranking: RankingSubject

    @property
    def primary(self) -> dict[str, Rank]:
        """The primary list by key."""
        return {rank.key: rank for rank in self._ranking.listed if not rank.supplemental}

    # This or that

    @property
    def choices(self) -> list[Choice]:
        """The choices that were made between programs of the list."""
        row, listed = said(self._state, CHOICES), self.primary
        rows = (line.split(" ") for line in (row.value.splitlines() if row else ()))
        known = (Choice(better, worse, int(strength)) for better, worse, strength in rows)
        return [each for each in known if {each.better, each.worse} <= listed.keys()]

    @as_one
    def choose(self, better: str, worse: str, strength: int) -> bool:
        """Keeps that one would rather be at one than at the other; a later word on the same two
        takes the place of the one before. Raises CoachError."""
        ranks = [self._ranking.known(key) for key in (better, worse)]
        if ranks[0].key == ranks[1].key:
            raise CoachError("Name two different programs.")
        new = Choice(ranks[0].key, ranks[1].key, strength)
        both = {new.better, new.worse}
        kept = [each for each in self.choices if {each.better, each.worse} != both]
        return self._keep([*kept, new], f"Rather {ranks[0].short}")

    @as_one
    def take_back(self) -> Choice | None:
        """Takes the last choice back."""
        choices = self.choices
        if not choices:
            return None
        self._keep(choices[:-1], "Choice of two taken back")
        return choices[-1]

    def _keep(self, choices: list[Choice], title: str) -> bool:
        lines = (f"{each.better} {each.worse} {each.strength}" for each in choices)
        return self._state.keep(title, SAID, [saying(self._state, CHOICES, "\n".join(lines))])

    def pair(self) -> tuple[Rank, ...]:
        """The pair whose answer tells most; empty once every pair is decided."""
        listed = self.primary
        pair = next_pair(list(listed), self.choices)
        return tuple(listed[key] for key in pair or ())

    @property
    def choices_needed(self) -> int:
        """About how many choices will have decided every pair."""
        return max(needed(len(self.primary)), len(self.choices) + 1)

    def proposed(self) -> Proposed:
        """The order that the choices make."""
        listed, choices = self.primary, self.choices
        made_of = ordered(choices, list(listed))
        return Proposed(
            tuple(listed[key] for key in made_of.order),
            tuple(tuple(listed[key] for key in circle) for circle in made_of.circles),
            len(choices),
            self.pair(),
        )

    def pairs(self, how: Told) -> Proposed:
        """The order that choices of two make; one more choice, where one is named."""
        if bool(how.better) != bool(how.worse):
            raise CoachError("Name both: --better PROGRAM_ID --worse PROGRAM_ID.")
        if how.better:
            self.choose(how.better, how.worse, how.strength)
        return self._taken(self.proposed()) if how.take else self.proposed()

    def take(self, proposed: Proposed) -> bool:
        """Puts the list in a proposed order, in one act; whether anything changed."""
        return self._ranking.reorder([rank.key for rank in proposed.order])

    def _taken(self, proposed: Proposed) -> Proposed:
        return replace(proposed, changed=self.take(proposed))

    # A list that one has

    def read(self, text: str) -> tuple[Meant, ...]:
        """What each line of a list in an order means; nothing is kept. Raises CoachError."""
        lines = [line for line in lines_of(NUMBERED.sub("", text)) if not HEAD.fullmatch(line)]
        if not lines:
            raise CoachError("No program is named: one on each line, the first choice first.")
        if len(lines) > MOST:
            raise CoachError(f"{len(lines)} programs, and the NRMP takes {MOST} ranks at most.")
        meant = tuple(map(self._meant, lines))
        self._refuse_twice([each.sure.id for each in meant if each.sure])
        return meant

    def read_file(self, file: Path) -> tuple[Meant, ...]:
        """What each line of a file means, or each place of an exported table. Raises CoachError."""
        return self.read(_list_in(file))

    def _meant(self, line: str) -> Meant:
        """The program of a line, by its first cells where the whole of it is none's."""
        from coach.subjects.reading import LineReading

        reading, cells = LineReading(self._state), CELLS.split(line)
        whole = reading.meant(line)
        parts = (
            reading.meant(" ".join(cells[:count])) for count in range(min(3, len(cells)), 0, -1)
        )
        return whole if whole.sure else next((each for each in parts if each.sure), whole)

    def _refuse_twice(self, programs: Sequence[str]) -> None:
        if twice := [key for key, count in Counter(programs).items() if count > 1]:
            raise CoachError(f"Twice on your list: {self._names(twice)}. Which place counts?")

    def _names(self, programs: Sequence[str]) -> str:
        known = map(self._state.facts.program, programs[:NAMED])
        more = f" and {len(programs) - NAMED} more" * (len(programs) > NAMED)
        return ", ".join(short_name(program) for program in known if program) + more

    def strangers(self, programs: Sequence[str]) -> str:
        """The names of those with which no interview is kept as held."""
        return self._names([key for key in programs if key not in self._ranking.held])

    def take_list(self, programs: Sequence[str]) -> bool:
        """Puts the rank list in the order of these, in one act; what they leave out stays behind
        them. Raises CoachError for one that stands there twice."""
        self._refuse_twice(programs)
        title = f"Ranked by a list of {len(programs)}"
        return self._ranking.rank_all(programs, title, in_this_order=True)

    def paste(
        self,
        file: Annotated[Path, Opt("a program on each line, the first choice first; - reads it")],
        anyway: Annotated[bool, Opt("also whom you never interviewed with")] = False,
    ) -> list[Rank]:
        """Ranks the programs of a plain list in its order, those of an exported table by their
        places. Raises CoachError."""
        meant = self.read_file(file)
        if unsure := [f"“{each.line}”" for each in meant if not each.sure]:
            lines = ", ".join(unsure[:NAMED])
            raise CoachError(f"Which program is {lines}? Add town or number; nothing changed.")
        programs = [each.sure.id for each in meant if each.sure]
        if not anyway and (names := self.strangers(programs)):
            why = "keep it first, or `coach rank paste` it with --anyway; nothing was changed."
            raise CoachError(f"No interview is kept as held with {names}: {why}")
        self.take_list(programs)
        return self._ranking.listed

    # Weighted marks

    @property
    def weights(self) -> dict[str, float]:
        """The weights of the five marks; even where none were told."""
        row = said(self._state, WEIGHTS)
        even = dict.fromkeys(MARKS, weighted.EVEN)
        return weighted.read(row.value, MARKS) if row else even

    def check_weights(self, text: str) -> None:
        """Whether a line tells weights. Raises CoachError."""
        weighted.read(text, MARKS)

    def weighed(
        self,
        weights: Annotated[str, Opt("of the five marks: teaching 3 gut 5", "WEIGHTS")] = "",
        take: Annotated[bool, Opt("put the list in this order")] = False,
    ) -> Proposed:
        """The order of the interviews' marks by weight; those that are told are kept."""
        if weights:
            value = weighted.words_of(weighted.read(weights, MARKS))
            self._state.keep("Weights of marks", SAID, [saying(self._state, WEIGHTS, value)])
        listed, held = self.primary, self._ranking.held
        marks = {
            key: held[rank.program].marks for key, rank in listed.items() if rank.program in held
        }
        by_score = weighted.scores(marks, MARKS, self.weights)
        order = weighted.order(listed, by_score)
        scores = tuple(round(by_score[key], 2) if key in by_score else None for key in order)
        words = weighted.words_of(self.weights)
        proposed = Proposed(tuple(listed[key] for key in order), weights=words, scores=scores)
        return self._taken(proposed) if take else proposed

    # What the algorithm and the tables say

    def replay(self) -> Replay:
        """The Match, run on one's own list and on other orders of it. Raises CoachError."""
        keys = list(self.primary)
        if not keys:
            raise CoachError("Nobody is ranked yet; `coach rank add` adds whom you met.")
        return replayed(keys, SEED)

    def chance(
        self,
        ranks: Annotated[int, Opt("ranks in one specialty", "N", low=1, high=MOST)],
        specialty: Annotated[str, Opt("the profile's first", "S")] = "",
    ) -> Length:
        """The chance of those with a list of so many ranks, as a published range."""
        state = self._state
        names = state.applicant.specialties
        name = self._specialty(specialty) if specialty else next(iter(names), "")
        if not name:
            raise CoachError("For which specialty? Say --specialty; the profile names none.")
        kind = "us_img" if state.applicant.graduate_type == "us_img" else "non_us_img"
        return Length(name, ranks, chance(state.facts.statistics, name, ranks, kind))

    def _specialty(self, text: str) -> str:
        from coach.subjects.reading import LineReading

        if name := LineReading(self._state).named("specialty", text.casefold()):
            return name
        raise CoachError(f"“{text}” is no specialty as we know it.")


def _list_in(file: Path) -> str:
    """A plain list, or the programs of an exported table by their places. Raises CoachError."""
    from coach.files.tables import read_table
    from coach.files.texts import read_text

    table = read_table(file) if file.suffix.lower() in TABLES else None
    heads = [title.casefold() for title in table.header] if table else []
    if table is None or not {"place", "program_id"} <= {*heads}:
        return read_text(file)
    return _by_place([dict(zip(heads, row.cells, strict=False)) for row in table.rows])


def _by_place(rows: Sequence[Mapping[str, str]]) -> str:
    """The programs of the first list in the order of their places. Raises CoachError."""
    placed = dict[int, str]()
    for row in (each for each in rows if each.get("list", PRIMARY) == PRIMARY):
        place = row["place"]
        if not place.isdecimal() or int(place) in placed:
            raise CoachError(f"Place “{place}”: write each place once, as a number from 1 on.")
        placed[int(place)] = row["program_id"]
    return "\n".join(placed[place] for place in sorted(placed))
