"""The profile: what the applicant answered, and who that makes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coach.answers import Answers
from coach.records import Applicant, Need, NeedRule

if TYPE_CHECKING:
    from coach.profile.reading import Names


class ProfileSubject:
    """The applicant by their answers."""

    def __init__(self, state: Answers) -> None:
        self._state = state

    @property
    def answers(self) -> Mapping[str, Any]:
        """The answers by dotted key, as they are kept."""
        return self._state.profile

    @property
    def applicant(self) -> Applicant:
        """The applicant of the answers."""
        return self._state.applicant

    @property
    def names(self) -> Names:
        """The names that answers may use, in lower case, abbreviations included."""
        return self._state.names

    @property
    def needs(self) -> Mapping[str, Need]:
        """What the applicant lacks now, heaviest first."""
        return self._state.needs

    @property
    def need_rules(self) -> Mapping[str, NeedRule]:
        """What makes a lack, by the key of the need."""
        return {rule.key: rule for rule in self._state.facts.needs}

    def change(self, values: Mapping[str, object], title: str = "") -> bool:
        """Checks and keeps answers (dotted keys; empty ones are taken away).

        Raises CoachError for the first that is impossible; nothing is changed then.
        """
        from coach.profile.reading import check_whole, read

        state = self._state
        names = self.names
        checked = {key: read(key, value, names, state.today) for key, value in values.items()}
        check_whole({k: v for k, v in (state.profile | checked).items() if v is not None})
        title = title or f"Profile: {', '.join(checked)}"
        changed = state.store.change_profile(title, checked, state.now())
        state.forget()
        return changed
