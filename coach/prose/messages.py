"""Messages to a program: what Match Week forbids, and another program's name."""

from __future__ import annotations

from collections.abc import Iterator

from coach.facts.index import fold
from coach.prose.engine import Draft, Hit, check, here
from coach.prose.names import GENERIC, INSTITUTION, known_name


@check("locked")
def locked(draft: Draft) -> Iterator[Hit]:
    """Any message in the days in which nobody starts contact."""
    if draft.known.locked:
        yield Hit()


@check("other_program")
def other_program(draft: Draft) -> Iterator[Hit]:
    """The name of a hospital or program to which the message does not go."""
    if not draft.known.addressed:
        return
    addressed = set(fold(draft.known.addressed).split()) - GENERIC
    for sentence in draft.sentences:
        for match in INSTITUTION.finditer(sentence.text):
            words = set(fold(match[0]).split()) - GENERIC
            is_known = known_name(match[0], draft.known.programs)
            if words and not words & addressed and is_known:
                yield here(sentence, match, f"“{match[0].strip()}”:")
                break
