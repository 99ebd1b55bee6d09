"""The questions to the applicant: which are asked, how an answer may be typed, what it means."""

from __future__ import annotations

import os
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from coach import places
from coach.logs.answers import Answers
from coach.profile.applicant import shown
from coach.profile.choices import TRIES, as_tried
from coach.profile.fields import BY_KEY, Field
from coach.profile.walk import Walk, back, first_questions, onward, place
from coach.records import Applicant, CoachError, replace
from coach.subjects.options import Subject
from coach.typed_days import date_words
from coach.typed_words import leaves_open

if TYPE_CHECKING:
    from coach.profile.meaning import Names
    from coach.typed_words import Known


class QuestionsSubject(Subject):
    """What is asked of the applicant, beside what was answered."""

    @property
    def answers(self) -> Answers:
        """The answers by dotted key, as they are kept."""
        return self._state.answers

    @property
    def applicant(self) -> Applicant:
        """The applicant of the answers."""
        return self._state.applicant

    @cached_property
    def names(self) -> Names:
        """The names that answers may use, in lower case, abbreviations included."""
        from coach.profile.meaning import names_of  # not for the first picture

        return names_of(self._state.facts)

    @property
    def first_questions(self) -> list[Field]:
        """The questions of the first run that are still open."""
        return first_questions(self.answers, self._state.today)

    def field(self, key: str) -> Field:
        """What is asked for an answer."""
        return BY_KEY[key]

    def onward(self, walk: Walk) -> Walk:
        """The next of the first questions; a walk begins with an empty one."""
        return onward(walk, self.answers, self._state.today)

    def back(self, walk: Walk) -> Walk:
        """The question before."""
        return back(walk, self.answers, self._state.today)

    def place(self, walk: Walk) -> tuple[int, int]:
        """Which question it is of how many."""
        return place(walk, self.answers, self._state.today)

    def shown(self, field: Field) -> str:
        """An answer as a reader writes it; "" for none."""
        answer = self.answers.get(field.key)
        return "" if answer is None else shown(field, answer)

    def known(self, field: Field) -> Known | None:
        """Everything that an answer can be, and how it may be typed; None where it has no set."""
        from coach.profile.meaning import known_of, residency_years

        if field.key == "match_year":
            return residency_years(self._state.today)
        plain = self.as_typed(field)
        if field.choices == TRIES and plain not in ("", *dict(TRIES)):
            words = {plain: f"{plain}, attempts not told"}
            field = replace(field, choices=(*words.items(), *TRIES))
        return known_of(field, self.names)

    def as_typed(self, field: Field) -> str:
        """The answer that is kept as it may be typed again; the value where it is a choice."""
        answer = self.answers.get(field.key)
        if field.choices == TRIES:
            return as_tried(answer, self.answers.get(field.key.replace("passed", "attempts")))
        return str(answer or "") if field.kind == "choice" else self.shown(field)

    def proposed(self, field: Field) -> tuple[str, str]:
        """What the answer is likely to be, and why: the machine's time zone, and of a US citizen
        at school that nothing has changed; "" for what nobody can tell."""
        if field.key == "us_status" and self.applicant.graduate_type == "us_img":
            return "citizen", "You were a US citizen at school."
        zone = places.time_zone(os.environ) if field.kind == "zone" else ""
        return zone, zone and f"This machine is set to {zone}."

    def understood(self, field: Field, text: str) -> str:
        """How a day that is typed will be read; "" for other answers, and for what is no day."""
        if leaves_open(text):
            return "left open"
        if field.kind != "date" or not text.strip():
            return ""
        from coach.profile.reading import read

        try:
            kept = read(field.key, text, self.names, self._state.today)
        except CoachError:
            return ""
        about = "about " * shown(field, kept).startswith("about")
        return f"{about}{date_words(date.fromisoformat(kept))}"

    def values(self, field: Field, text: str) -> Answers:
        """What is to be changed for an answer; whether an exam is passed goes with its attempts."""
        if self.known(field) is None and leaves_open(text):
            text = ""
        is_taken_away = field.choices == TRIES and not text
        attempts = {field.key.replace("passed", "attempts"): ""} if is_taken_away else {}
        return {field.key: text, **attempts}

    def doubt(self, field: Field, text: str) -> str:
        """What of one's own rank list a new answer contradicts; "" for nothing."""
        if field.key != "match_result" or text == self.as_typed(field):
            return ""
        from coach.profile.reading import told
        from coach.subjects.after import doubt  # with the rank list

        answer = told(self.values(field, text), self.answers, self.names, self._state.today)
        return doubt(self._state, answer[field.key])

    def check(self, field: Field, text: str) -> None:
        """Raises CoachError for what cannot be the answer to a question, beside the others."""
        from coach.profile.reading import told

        told(self.values(field, text), self.answers, self.names, self._state.today)
