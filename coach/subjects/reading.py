"""How the words of a line of plain typing are read: days, exams, forms, specialties, programs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Final

from coach.journey import asked
from coach.logs.applications import APPLICATIONS
from coach.logs.fields import REACH
from coach.logs.letters import MINE
from coach.prepare import forms, money
from coach.profile.meaning import names_of
from coach.records import CoachError, Program
from coach.records.spelling import folded
from coach.season.hours import hour_typed
from coach.season.pasted import (
    NUMBER,
    Meant,
    is_named,
    meant,
    names_in,
    of_its_own,
    other_specialty,
)
from coach.state import State

EXAMS: Final = {
    "step1": "step1, step 1, s1",
    "step2ck": "step2ck, step 2 ck, step2 ck, step2, step 2, s2, ck, 2ck",
    "step3": "step3, step 3, s3",
    "oet": "oet",
}
"""How each exam is written."""
PROGRAM_ID: Final = re.compile(r"\d{10}")
SUBJECTS: Final = (
    *("cardiology", "pulmonology", "gastroenterology", "nephrology", "neurology", "psychiatry"),
    *("endocrinology", "hematology", "oncology", "rheumatology", "dermatology", "infectious"),
    *("obstetrics", "gynecology", "pediatrics", "surgery", "emergency", "ophthalmology"),
    *("biochemistry", "immunology", "microbiology", "pathology", "pharmacology", "physiology"),
    *("anatomy", "genetics", "biostatistics", "ethics", "communication", "prevention"),
    *("writing", "speaking", "listening", "reading"),
)
"""Of the Steps and of OET, as errors are sorted."""
SHORT_SUBJECTS: Final = {
    "cardio": "cardiology",
    "pulm": "pulmonology",
    "gi": "gastroenterology",
    "renal": "nephrology",
    "neuro": "neurology",
    "psych": "psychiatry",
    "endo": "endocrinology",
    "heme": "hematology",
    "id": "infectious",
    "ob": "obstetrics",
    "obgyn": "obstetrics",
    "peds": "pediatrics",
    "stats": "biostatistics",
}
AMERICA: Final = ("America/", "Pacific/Honolulu")
"""Zones of programs: CST is Chicago's in a line about one."""
MOST_NAMED: Final = 3
"""Programs named where a word may be several."""


class LineReading:
    """Reads words on a day, with the names of the facts."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._named: Mapping[str, Callable[[str], str | None]] = {
            "exam": self._words_of_exams.get,
            "form": self._form,
            "blank": self._blank,
            "subject": _subject,
            # “Dr Khan” is a person, whatever radiologists call themselves.
            "specialty": lambda text: None if text == "dr" else self._specialties.get(text),
            "program": self._program,
            "currency": self._currency,
            "fee": self._fee,
            "time": hour_typed,
            "zone": self._zone,
        }

    def day(self, text: str, what: str, years: int = REACH) -> date | None:
        """A day within reach; None for "". Raises CoachError."""
        return asked.any_day(text, self._state.today, what, years=years)

    def named(self, kind: str, text: str) -> str | None:
        """What a text names, None for nothing. Raises CoachError where it may be several."""
        return self._named[kind](text.strip() if kind == "form" else text.strip().casefold())

    def price(self, text: str) -> tuple[dict[str, object], str]:
        """The amount of a line, its currency, and the line without them. Raises CoachError."""
        return money.price(text, self._currency)

    def _currency(self, text: str) -> str | None:
        own = self._state.applicant.currency or ""
        return money.named_currency(text, self._state.facts.currencies.values(), own)

    def _fee(self, text: str) -> str | None:
        facts = self._state.facts
        is_known = text == money.NO_FEE or any(fee.key == text for fee in facts.fees)
        return text if is_known else money.fee_named(text, facts.costs) or None

    @cached_property
    def _words_of_exams(self) -> Mapping[str, str]:
        return {word: exam for exam, words in EXAMS.items() for word in words.split(", ")}

    @cached_property
    def _specialties(self) -> Mapping[str, str]:
        # That of a letter of which only the number was told comes back out of a table.
        return {**names_of(self._state.facts).specialties, MINE: MINE}

    @cached_property
    def _blanks(self) -> Mapping[str, str]:
        from coach.prepare.claims import names_of_blanks  # only where somebody types of a form

        return names_of_blanks(self._state.facts.form_fields)

    def _blank(self, text: str) -> str | None:
        return self._blanks.get(folded(text.replace("_", " ")))

    def _form(self, text: str) -> str | None:
        return forms.named(text, self._state.facts.forms.values())

    def _program(self, text: str) -> str | None:
        """By its number, or by @ and a part of its name without spaces."""
        text = re.sub(r"^@(?=\d{10})", "", text)
        if PROGRAM_ID.fullmatch(text):
            if self._state.facts.program(text) is None:
                raise CoachError(f"There is no program {text}.")
            return text
        if not text.startswith("@"):
            return None
        name = text[1:].replace("_", " ")
        meant = self.meant(name)
        if meant.sure:
            return meant.sure.id
        if not meant.likely:
            raise CoachError(f"“{name}” is like no program that we know; write its number.")
        names = "; ".join(
            f"{each.title.removesuffix(' Program')} ({each.extra.replace(' · ', ', ')})"
            for each in meant.likely[:MOST_NAMED]
        )
        raise CoachError(
            f"“{name}”: {meant.reason}. Do you mean {names}? Write it so, or its ACGME number."
        )

    def meant(self, line: str) -> Meant:
        """The program that a line means, of the applicant's own where several fit."""
        facts, own = self._state.facts, self._state.applicant.specialties
        number = NUMBER.search(line)
        if number and (numbered := facts.find_programs(number[0])):
            return Meant(line, sure=numbered[0].program.entry)
        mine = {
            *(entry.program for entry in self._state.kept(APPLICATIONS).values()),
            *(key for key, mark in self._state.program_marks.items() if mark.mark == "apply"),
        }
        return meant(line, facts.naming, own, mine)

    def otherwise(self, program: Program, text: str) -> str:
        """A specialty or a name in a text that is not of the program it is taken for; "" for
        none."""
        if program.id in text:
            return ""
        own = of_its_own(text)
        names = {} if is_named(program, text) else names_in(own)
        names |= {number: number for number in NUMBER.findall(own)}
        known = (name for name, bare in names.items() if self.meant(bare).sure)
        return other_specialty(program, own, self._state.facts.specialties) or next(known, "")

    def _zone(self, text: str) -> str | None:
        """A time zone by its short name in the US, or by its whole name: towns are of programs."""
        if "/" not in text:
            known = self._state.facts.zones.get(text.upper())
            ours = (zone for zone in known.zones if zone.startswith(AMERICA)) if known else iter(())
            return next(ours, None)
        from zoneinfo import available_timezones  # 5 ms, only where such a word is typed

        names = {name.casefold(): name for name in available_timezones()}
        return names.get(text.replace(" ", "_"))


def _subject(text: str) -> str | None:
    return text if text in SUBJECTS else SHORT_SUBJECTS.get(text)
