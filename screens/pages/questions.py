"""One question to the applicant, and the few of the first run; each can be skipped."""

from __future__ import annotations

from collections.abc import Callable

from coach.profile.applicant import shown, unanswered
from coach.profile.fields import FIRST_RUN, Field
from coach.profile.reading import read
from coach.records import CoachError
from screens.pages.page import Page
from screens.widgets.ask import Ask

Asked = Callable[[bool], None]
"""Called with False when the applicant went back instead of answering or skipping."""


def ask(page: Page, field: Field, asked: Asked, prefix: str = "") -> None:
    """Asks for one answer and keeps it; an empty one takes the answer away."""
    coach = page.coach
    now = coach.profile.answers.get(field.key)
    choices = _choices(page, field)

    def check(text: str) -> str | None:
        try:
            read(field.key, text, coach.profile.names, coach.today)
        except CoachError as error:
            said = str(error).removeprefix(f"{field.key}: ")
            return said[:1].upper() + said[1:]
        return None

    def answered(text: str | None) -> None:
        if text is None:
            asked(False)
            return
        if text != ("" if now is None else shown(field, now)):
            page.attempt(
                lambda: coach.profile.change({field.key: text}, f"{field.label} changed"),
                f"{field.label}: {text or 'taken away'}",
            )
        asked(True)

    several = field.kind in ("specialties", "states", "kinds", "texts")
    hint = f"Changes: {field.changes}."
    if several:
        hint += " Commas between several."
    page.app.push_screen(
        Ask(
            prefix + field.question,
            value="" if now is None or choices else shown(field, now),
            choices=choices,
            free=False if choices else None,
            hint=hint,
            check=check,
        ),
        answered,
    )


def _choices(page: Page, field: Field) -> dict[str, str]:
    """What can be chosen: the declared choices, yes and no, and "skip" to say nothing."""
    nothing = {"": "leave it open"}
    if field.kind == "choice":
        return nothing | dict(field.choices)
    if field.kind == "yes":
        return nothing | {"yes": "yes", "no": "no"}
    return {}


def ask_all(page: Page, finished: Callable[[], None]) -> None:
    """Asks the first questions that are open, one after the other; Esc stops, to go on later."""
    left = unanswered(page.coach.profile.answers, FIRST_RUN)

    def next_one(place: int) -> None:
        if place >= len(left):
            finished()
            return
        field = left[place]

        def asked(went_on: bool) -> None:
            if went_on:
                next_one(place + 1)
            else:
                finished()

        ask(page, field, asked, f"{place + 1} of {len(left)}  ")

    next_one(0)
