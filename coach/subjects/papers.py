"""Papers and forms: what differs between them, and each form for typing off."""

from __future__ import annotations

from coach.logs.documents import Document
from coach.logs.forms import FILED, FORMS_IN_ORDER as FORMS_IN_ORDER
from coach.prepare.claims import Blank as Blank, side
from coach.prepare.consistency import Finding as Finding, findings
from coach.prepare.paper_steps import WHAT as WHAT, next_of
from coach.records import CoachError
from coach.state.papers import on_file
from coach.subjects.options import FromState, Subject


class PapersSubject(Subject):
    """What is on file, held against each other and against today."""

    on_file = FromState(lambda state: on_file(state))
    """Everything that is held against each other."""

    @property
    def findings(self) -> list[Finding]:
        """What differs, the worst first, and what has to be asked last."""
        return findings(self.on_file)

    def side(self, form: str) -> list[Blank]:
        """A form in the order of its pages. Raises CoachError for one that nobody knows."""
        known = {form.casefold(): form for form in FORMS_IN_ORDER} | dict(FILED.fields["form"].also)
        if form.casefold() not in known:
            raise CoachError(f"“{form}” is no form; there are {', '.join(FORMS_IN_ORDER)}.")
        return side(self.on_file, known[form.casefold()])

    def next_of(self, paper: Document) -> str:
        """What comes next with a paper, "" for nothing."""
        return next_of(paper, self.on_file)
