"""What one does to a program besides marking it: facts, weights as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from coach.profile.fields import WISHES
from coach.records import CoachError
from coach.scoring.evidence import LABELS, NUMBERS, WORDS, checked, facts_of
from coach.subjects.coach import Coach
from coach.wording import fact_words
from screens.widgets.ask import Ask, Pick

if TYPE_CHECKING:
    from screens.pages.page import Page

SOURCES: Final = ("program website", "the program wrote to me", "FREIDA", "a resident told me")
TAKE_BACK: Final = "none"


def ask_fact(page: Page, program_id: str, then: Callable[[str, str, str], None]) -> None:
    """Asks field, value and where it was read; `then` gets all three."""
    coach = page.coach
    program = coach.programs.standing(program_id).program
    known = facts_of(program, coach.programs.facts_of(program_id))
    fields_ = {field: f"{LABELS[field]}: {fact_words(fact)}" for field, fact in known.items()}

    def field_chosen(answer: tuple[str, ...] | None) -> None:
        if answer:
            page.app.push_screen(_value_question(answer[0]), lambda v: value_given(answer[0], v))

    def value_given(field: str, value: str | None) -> None:
        if value is None:
            return
        if value == TAKE_BACK:
            then(field, "", "")
            return
        where = {one: one for one in SOURCES}
        page.app.push_screen(
            Ask("Where did you read it?", choices=where, free=True),
            lambda source: None if source is None else then(field, value, source or SOURCES[0]),
        )

    page.app.push_screen(Pick("Which fact did you read?", fields_), field_chosen)


def record_fact(page: Page, program_id: str) -> None:
    """Asks for a fact, records it, and says how the list moved."""
    coach = page.coach
    before = standing_words(coach, program_id)

    def read(field: str, value: str, source: str) -> None:
        page.attempt(
            lambda: coach.programs.record_fact(program_id, field, value, source),
            lambda: f"Recorded: {moved_words(coach, program_id, before)}",
        )

    ask_fact(page, program_id, read)


def _value_question(field: str) -> Ask:
    label = LABELS[field]

    def check(value: str) -> str | None:
        try:
            checked(field, "" if value == TAKE_BACK else value)
        except CoachError as error:
            return str(error)
        return None if value.strip() else "Type what you read, or Esc."

    if field in WORDS:
        choices = {word: word for word in WORDS[field]} | {TAKE_BACK: "take my fact back"}
        return Ask(f"{label}: what does it say?", choices=choices, check=check)
    low, high = NUMBERS[field]
    return Ask(
        f"{label}: which number, {low:g} to {high:g}? ({TAKE_BACK} takes it back)", check=check
    )


def moved_words(coach: Coach, program_id: str, before: tuple[int, float, bool]) -> str:
    """How a program moved: `score 88 → 61, place 3 → 45 of 214`."""
    place, score, failed = before
    now = standing_words(coach, program_id)
    parts = [f"score {score:.0f} → {now[1]:.0f}"]
    if now[2] and not failed:
        parts.append("a gate fails: off the list (f shows those too)")
    elif failed and not now[2]:
        parts.append(f"no gate fails any more: place {now[0]}")
    else:
        parts.append(f"place {place} → {now[0]}" if place != now[0] else f"still place {place}")
    return ", ".join(parts)


def standing_words(coach: Coach, program_id: str) -> tuple[int, float, bool]:
    """Place among the open programs of its specialty, score, and whether a gate fails."""
    one = coach.programs.standing(program_id)
    better = [
        other.program.id
        for other in coach.programs.ranked((one.program.specialty,))
        if not other.numbers.failed or other.program.id == program_id
    ]
    return better.index(program_id) + 1, one.numbers.score, one.numbers.failed


def weights_text(weights: Mapping[str, float]) -> str:
    """The weights as one edits them: `place 25 type 10 …`."""
    return " ".join(f"{wish} {weights[wish]:g}" for wish in WISHES)


def read_weights(text: str) -> dict[str, float] | None:
    """Weights that sum to 100 from such a text; None while it is not one.

    A wish left out weighs nothing; other sums are brought to 100.
    """
    words = text.replace(",", " ").replace("=", " ").split()
    found: dict[str, float] = dict.fromkeys(WISHES, 0.0)
    for name, value in zip(words[::2], words[1::2], strict=False):
        meant = [wish for wish in WISHES if wish.startswith(name.lower())]
        if len(meant) != 1 or not value.replace(".", "", 1).isdecimal():
            return None
        found[meant[0]] = float(value)
    total = sum(found.values())
    if len(words) % 2 or not total or total > 10_000:
        return None
    scaled = {wish: round(100 * value / total, 2) for wish, value in found.items()}
    largest = max(scaled, key=lambda wish: scaled[wish])
    scaled[largest] = round(scaled[largest] + 100 - sum(scaled.values()), 2)
    return scaled
