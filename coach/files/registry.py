"""Which program a row of somebody's table means: by its number, else as people name it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import product
from types import MappingProxyType
from typing import Final

from coach.facts.naming import MOST, NUMBER, Candidate, Naming, Verdict, verdict
from coach.facts.sites import Known, bare
from coach.files.short_names import called_wholly, in_short, is_in
from coach.files.tables import plain
from coach.records import CoachError, Program, Record, replace
from coach.search.rank import VAGUE

IDENTITY: Final = ("program_id", "name", "city", "state", "specialty")
"""The columns that say which program a row means."""
PROGRAM: Final = (
    ("program_id", "name"),
    "no column for the program (ACGME id, or name with town and specialty)",
)

NO_SPECIALTY: Final = re.compile(
    r"\b(?:med(?:icine|ical)?|family|int)\.?(?= (?:ce?nte?re?|ctr|college|school|sch|health|hosp))"
    r"|\b(?:college|school) of medicine|\bchild\w*|\bwomen\W*s\b|\beye\b|\b[0-9a-f]{16,}",
    re.IGNORECASE,
)
"""Words of hospitals that are no specialty there, and numbers that a program gave a file."""
BRACKETS: Final = re.compile(r"\([^()]*\)")
CYRILLIC: Final = re.compile(r"[Ѐ-ӿ]")
LETTERS: Final = str.maketrans("бвгґджзклмнпрстфцчшщ", "bvggdjsklmnprstfc4ss")
SPELLED: Final = "dj:j ck:k ch:4 sh:s ph:f qu:kv x:ks c:k z:s"
"""How letters and pairs of letters sound, by which towns in Cyrillic are known."""
ASKED, LIKELIEST = 24, 5
"""Rows and specialties by which a list is known that tells none."""


class Named(Record):
    """Which program the cells of a row mean: one surely, some likely, or none."""

    sure: Program | None = None
    likely: tuple[Program, ...] = ()
    """The likeliest first, to ask about; the sure one alone."""
    reason: str = ""
    """Why it is sure, or is not, to show beside the row."""
    nearest: tuple[Program, ...] = ()
    """Where it is like none, the three that come nearest."""


class Registry:
    """The programs by number and by name, as people type them; `program` gives one by its id."""

    def __init__(
        self,
        naming: Naming,
        program: Callable[[str], Program | None],
        states: Mapping[str, str] = MappingProxyType({}),
        own: Collection[str] = (),
    ) -> None:
        """`states`: codes by code and name in small letters; `own`: specialties that are proposed
        first where none is told."""
        self._naming, self.known, self._states, self._own = naming, program, states, own
        self.of_list = ""
        """The specialty of rows that tell none."""
        self._untold = list[Mapping[str, str]]()
        """What names programs in rows that tell no specialty, where the list tells none."""

    def of_row(self, cells: Mapping[str, str]) -> Named:
        """The program of a row; of the specialty of the whole list, where the row tells none."""
        name = cells.get("name", "")
        told = cells.get("specialty") or cells.get("program_id") or NUMBER.search(name)
        if told or self.specialties(name):
            return self._of_told(cells, bool(told))
        if self.of_list:
            named = self.named({**cells, "specialty": self.of_list})
            other = named if named.likely else self.named(cells)
            return replace(other, sure=None) if other.sure and not named.likely else named
        self._untold.append(cells)
        named = self.named(cells)
        why = f"{named.reason}; of which specialty is it?"
        return replace(named, sure=None, reason=why) if named.sure else named

    def _of_told(self, cells: Mapping[str, str], is_told: bool) -> Named:
        """The program of a row with a specialty, unless its name alone has it (“Albany Med”) and
        that of the list fits, too."""
        named = self.named(cells)
        is_open = self.of_list in {each.specialty for each in named.likely}
        if is_told or named.sure or not is_open:
            return named
        return self.named({**cells, "specialty": self.of_list})

    def program_in(self, name: str) -> str:
        """The id of the program that a cell names. Raises CoachError where it is not sure."""
        named = self.of_row({"name": name})
        if named.sure is None:
            raise CoachError(named.reason)
        return named.sure.id

    def named(self, cells: Mapping[str, str]) -> Named:
        """The program of a row (program_id, name, city, state, specialty), or of a name alone in
        which all of them may stand."""
        number, name = cells.get("program_id", ""), cells.get("name", "")
        try:
            key = acgme_id(number)
        except CoachError as error:
            return Named(reason=str(error))
        if key.isdecimal():
            return self._numbered(key, cells)
        if not (name := name or number):
            return Named(reason="it names no program: an ACGME id, or a name and a town")
        if NUMBER.search(name):
            sure = self._naming.verdict(name).sure
            return self._numbered(sure.id if sure else name, cells)
        return self._by_name(name, cells)

    def specialties(self, text: str) -> set[str]:
        """The specialties that a text names, codes of states apart."""
        words = re.findall(r"[^\W\d_]+", NO_SPECIALTY.sub(" ", text))
        told, end = set[str](), 0
        for at, size in ((at, size) for at in range(len(words)) for size in (3, 2, 1)):
            span = " ".join(words[at : at + size])
            is_next = at >= end and span.lower() not in self._states
            if is_next and (specialty := self._naming.specialty(span)):
                told.add(specialty)
                end = at + size
        return told

    def is_name(self, text: str) -> bool:
        """Whether a text names a program by more than its place."""
        best = self._naming.find(text)[:1]
        return any(each.is_likely and each.told > 0 for each in best)

    def asks(self) -> tuple[str, ...]:
        """The specialties of which rows that tell none can be: those first that are one's own, and
        with which most rows are sure."""
        some = self._untold[:ASKED]
        near_by = (self._naming.find(f"{row['name']} {row.get('city', '')}") for row in some)
        near = Counter(each.program.specialty for few in near_by for each in few if each.is_likely)
        sure = {
            specialty: sum(bool(self.named({**row, "specialty": specialty}).sure) for row in some)
            for specialty in (*self._own, *(name for name, _ in near.most_common(LIKELIEST)))
        }
        fits = [specialty for specialty, count in sure.items() if count]
        return tuple(sorted(fits, key=lambda each: (each not in self._own, -sure[each])))

    def specialty(self, text: str) -> str:
        """The specialty that a text names. Raises CoachError for none."""
        if not (specialty := self._naming.specialty(text)):
            raise CoachError(f"There is no specialty “{plain(text, 40)}” among the programs.")
        return specialty

    def _by_name(self, name: str, cells: Mapping[str, str]) -> Named:
        (state, specialty), town = self._told(cells), cells.get("city", "")
        told_state, state = state, self._state(state)
        meant = self._meant(name, town, state, specialty)
        if meant.sure and told_state and not self._state(told_state):
            meant = replace(meant, sure=None, reason=f"there is no state “{plain(told_state, 20)}”")
        likely, nearest = (
            self._programs(each.program for each in some) for some in (meant.likely, meant.nearest)
        )
        if meant.sure:
            return Named(likely[0], likely, meant.reason)
        told = (name, *(cells.get(part, "") for part in IDENTITY[2:]))
        reason = f"“{plain(', '.join(filter(None, told)), 80)}”: {meant.reason}"
        likely = tuple(sorted(likely, key=lambda each: each.specialty not in self._own))
        return Named(None, likely, reason, nearest)

    def _meant(self, name: str, town: str, state: str, specialty: str) -> Verdict:
        """What a name means as it is, in part, or in short in its place."""
        meant = _asked_of_many(name, self._verdict(name, town, state, specialty))
        if not meant.likely:
            part = self._in_part(name, town, state, specialty)
            meant = part if part.likely else meant
        if not meant.sure and specialty and (only := self._in_short(name, town, state, specialty)):
            return Verdict(only.program, (only,), "the only one in its place with such a name")
        return meant

    def _in_part(self, name: str, town: str, state: str, specialty: str) -> Verdict:
        """What the name means without what stands in brackets, or by that alone: surely in a town
        that is told, else to ask about."""
        likely, outside = Verdict(), BRACKETS.sub(" ", name)
        parts = (outside, *re.findall(r"\(([^()]+)\)", f"{name} {town}"))
        rest = self._understood(outside, " ".join((name, specialty, town)))
        for part, place in product(filter(None, (*parts, rest)), (BRACKETS.sub(" ", town), "")):
            meant = self._verdict(part, place, state, specialty)
            is_there = bool(meant.likely) and self._is_in(meant.likely[0], f"{name} {town}")
            if meant.sure and part != rest and is_there:
                return meant
            if meant.likely and not likely.likely and (part == outside or is_there):
                likely = replace(meant, sure=None, reason=f"it is like “{part.strip()}”")
        return likely

    def _in_short(self, name: str, town: str, state: str, specialty: str) -> Candidate | None:
        """The only program of a place whose name is told in short."""
        place, typed = bare(BRACKETS.sub(" ", town)), bare(BRACKETS.sub(" ", name))
        near = self._naming.find(f"{' '.join(place) or state or name} {specialty}")
        towns = place if place or state else typed
        is_all = len(near) < MOST or len({each.program.state for each in near}) > 1
        there = [each for each in near if is_all and is_in(each.program, towns, specialty)]
        return in_short(there, typed, state, specialty)

    def _understood(self, name: str, whole: str) -> str:
        """The words of a name that are understood, where that are most."""
        words, near = bare(name), self._naming.find(whole)[:1]
        lacks = [word for each in near for word in each.lacks]
        return " ".join(word for word in words if word not in lacks) * (
            len(lacks) * 2 <= len(words)
        )

    def _is_in(self, likely: Candidate, text: str) -> bool:
        """Whether a text names the town of a program."""
        return {*bare(likely.program.city)} <= {*bare(text)}

    def _verdict(self, name: str, town: str, state: str, specialty: str) -> Verdict:
        """What a name means in a town, of the programs of that state and specialty."""
        is_silent, sound = specialty not in self.specialties(name), _sound(town)
        is_foreign = bool(CYRILLIC.search(town))
        fitting = [
            each
            for each in self._naming.find(
                " ".join((name, specialty * is_silent, town * (not is_foreign)))
            )
            if state in ("", each.program.state) and specialty in ("", each.program.specialty)
        ]
        if is_foreign:
            there = [each for each in fitting if sound in map(_sound, self._towns(each.program))]
            if not there:
                return replace(verdict(fitting), sure=None, reason=f"where is “{plain(town, 30)}”?")
            fitting = there
        if specialty and (only := called_wholly(fitting)):
            return Verdict(only.program, (only,), "the only one that is called so")
        return verdict(fitting)

    def _towns(self, program: Known) -> tuple[str, ...]:
        """The names of the town of a program."""
        areas = self._naming.sites.called.areas
        return program.city, *areas.get((program.city, program.state), ())

    def _state(self, text: str) -> str:
        """The code of a state; "" for what is none."""
        return text if text in self._states.values() else ""

    def _numbered(self, key: str, cells: Mapping[str, str]) -> Named:
        """The program of an id, unless the other cells speak of a different one."""
        program = self.known(key)
        if program is None:
            return Named(reason=f"there is no program {key}")
        (state, specialty), city = self._told(cells), cells.get("city", "")
        if (
            state not in ("", program.state)
            or specialty not in ("", program.specialty)
            or (city and bare(city) != bare(program.city) and not self._is_named(program, cells))
        ):
            return Named(
                None,
                (program,),
                f"{program.id} is {program.name}, {program.specialty}, "
                f"{program.city}, {program.state}; the row says otherwise",
            )
        return Named(program, (program,), "by its number")

    def _is_named(self, program: Program, cells: Mapping[str, str]) -> bool:
        """Whether the name of a row is that of the program, wherever it places it."""
        name = BRACKETS.sub(" ", cells.get("name", ""))
        meant = self._verdict(name, "", program.state, program.specialty)
        return program.id in (each.program.id for each in meant.likely[:1])

    def _told(self, cells: Mapping[str, str]) -> tuple[str, str]:
        """State and specialty of a row, as the facts write them."""
        state, specialty = cells.get("state", ""), cells.get("specialty", "")
        state = BRACKETS.sub("", state)
        state = self._states.get(" ".join(state.lower().split()), state)
        return state, self._naming.specialty(specialty) or specialty

    def _programs(self, every: Iterable[Known]) -> tuple[Program, ...]:
        return tuple(filter(None, (self.known(each.id) for each in every)))


def _asked_of_many(name: str, meant: Verdict) -> Verdict:
    """What a name means, never surely where all its words are in many names."""
    is_common = meant.sure is not None and {*bare(name)} <= VAGUE
    return replace(meant, sure=None, reason="many are called so") if is_common else meant


def _sound(text: str) -> str:
    """The consonants of a name as they sound, in Latin letters or Cyrillic."""
    text = "".join(bare(text)).translate(LETTERS)
    for sign, sound in (pair.split(":") for pair in SPELLED.split()):
        text = text.replace(sign, sound)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[^b-df-gj-np-tv4]", "", text))


def acgme_id(text: str) -> str:
    """The ten digits of an id, also where a spreadsheet dropped the 0 in front.

    Raises CoachError for a number that a spreadsheet has rounded.
    """
    if re.fullmatch(r"\d(\.\d+)?[eE]\+?\d+", text):
        raise CoachError(f"{text} is an id that a spreadsheet rounded; format the column as text")
    digits = re.sub(r"[\s\-]|\.0+$", "", text)
    return digits.zfill(10) if digits.isdecimal() and len(digits) == 9 else digits
