"""What every log asks for next: the one place where the rooms of coach/prepare are named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from coach.logs.applications import APPLICATIONS
from coach.logs.documents import DOCUMENTS
from coach.logs.experience import EXPERIENCE
from coach.logs.forms import FILED
from coach.logs.funds import FUNDS
from coach.logs.interviews import INTERVIEWS
from coach.logs.invites import INVITES
from coach.logs.letters import LETTERS
from coach.logs.outreach import OUTREACH, Request
from coach.logs.people import PEOPLE
from coach.logs.season import SAID, named_counts, told_counts
from coach.logs.spending import SPENDING
from coach.logs.ticks import TICKS
from coach.logs.versions import VERSIONS
from coach.prepare.step import NextStep
from coach.rules.conditions import holds, needs_visa
from coach.state import studying

if TYPE_CHECKING:
    from coach.prepare import rotation_steps, silence
    from coach.state.state import State


def next_steps(state: State) -> tuple[NextStep, ...]:
    """The steps of all logs, the soonest first; a log of which nothing is kept asks for nothing.

    Nothing that starts contact with a program while the Match Week rules forbid it.
    None may read the road, which is planned from them. A room is loaded with its first entry: all
    of them would cost a start 4 ms.
    """
    steps = [step for room in ROOMS for step in state.asked_of(room)]
    allowed = [step for step in steps if not (step.outreach and state.without_contact)]
    return tuple(sorted(allowed, key=lambda step: (step.due is None, step.due)))


def around(state: State) -> rotation_steps.Around:
    """What the log of experience is held against."""
    from coach.prepare import rotation_steps

    return rotation_steps.Around(
        facts=state.facts.rotations,
        today=state.today,
        graduation=state.applicant.graduation_date,
        writers=frozenset(each.writer.casefold() for each in state.kept(LETTERS).values()),
        lead=state.facts.tasks["host_papers"].wait_days,
    )


def has_fled(state: State) -> bool:
    """Whether the applicant fled: nobody pushes them to write home."""
    return holds("fled", state.applicant, state.today)


def open_requests(state: State) -> list[tuple[Request, silence.Silence]]:
    """The requests without an answer, each with how it stands."""
    from coach.prepare import silence

    facts, fled = state.facts, has_fled(state)
    return silence.open_requests(
        state.kept(OUTREACH), facts.requests, facts.tasks, state.today, fled
    )


def _of_letters(state: State) -> Iterator[NextStep]:
    if state.kept(LETTERS) and state.applicant.match_result != "matched":
        from coach.prepare import nudges
        from coach.state.letters import letter_board, marked, nudges as letter_nudges

        board = letter_board(state, marked(state))
        yield from nudges.steps(letter_nudges(state), board, state.place.stage, state.today)


def _of_people(state: State) -> Iterator[NextStep]:
    if people := state.kept(PEOPLE).values():
        from coach.prepare import team

        with_visa = needs_visa(state.applicant) is not False
        stage, today = state.place.stage, state.today
        yield from team.steps(people, state.facts.rules, stage, today, with_visa)


def _of_papers(state: State) -> Iterator[NextStep]:
    papers, filed = state.kept(DOCUMENTS), state.kept(FILED)
    if papers or filed:
        from coach.prepare import paper_steps
        from coach.state.papers import on_file

        lock = state.days.get("eras_submit_opens")
        is_ahead = lock is not None and lock >= state.today
        yield from paper_steps.steps(on_file(state), state.place.stage, lock if is_ahead else None)


def _of_statement(state: State) -> Iterator[NextStep]:
    if versions := state.kept(VERSIONS):
        from coach.prepare import statement

        tick = state.kept(TICKS).get(statement.FINISHED)
        if not (tick and tick.state == "done") and state.applicant.match_result != "matched":
            yield from statement.steps(versions, state.days[statement.GOES_OUT], state.today)


def _of_season(state: State) -> Iterator[NextStep]:
    if state.kept(APPLICATIONS) and not state.who:
        from coach.season import asks

        told = told_counts(state.kept(SAID), state.season)
        yield from asks.to_name(told, named_counts(state.kept, state.season))
    if invites := state.kept(INVITES):
        from coach.season import asks

        yield from asks.to_answer(invites.values(), state.today)
    if interviews := state.kept(INTERVIEWS):
        from coach.season import talks

        yield from talks.steps(interviews.values(), state.hour, state.facts.rules)


def _of_experience(state: State) -> Iterable[NextStep]:
    if entries := state.kept(EXPERIENCE):
        from coach.prepare import rotation_steps

        return rotation_steps.steps(entries, around(state))
    return ()


def _of_outreach(state: State) -> Iterable[NextStep]:
    if state.kept(OUTREACH):
        from coach.prepare import silence

        fled, letters = has_fled(state), state.kept(LETTERS).values()
        listed = [
            (request, silent)
            for request, silent in open_requests(state)
            if not silence.is_of_letter(request, letters)
        ]
        return silence.steps(listed, state.facts.requests, state.today, fled)
    return ()


def _of_money(state: State) -> Iterable[NextStep]:
    if len(state.kept(SPENDING)) + len(state.kept(FUNDS)):
        from coach.state import money

        return money.steps(state)
    return ()


ROOMS: Final[Mapping[str, Callable[[State], Iterable[NextStep]]]] = {
    "study": studying.steps,
    "letters": _of_letters,
    "people": _of_people,
    "papers": _of_papers,
    "statement": _of_statement,
    "season": _of_season,
    "experience": _of_experience,
    "outreach": _of_outreach,
    "money": _of_money,
}
"""What asks for steps, each by itself: a tick has only those anew that look at ticks."""
