"""Which programs of the application list get the season's signals, worked out."""

from __future__ import annotations

from typing import Final

from coach.applying.answers import Ends, Signal, Signalled
from coach.applying.rounds import rounds, tiers
from coach.records import replace
from coach.scoring.chance import signal_effects
from coach.state import State
from coach.subjects.applying import Limits, Told
from coach.subjects.programs import Standing
from coach.subjects.stands import looked_at, signals_sent
from coach.subjects.worked_list import planned
from coach.wording import short_name

SIGNALS_MEAN: Final = (
    "A signal is reckoned by specialty, halfway between what was seen of all applicants and what "
    "is published for US graduates (a judgement); where many are sent, an application without one "
    "falls behind: the chance on Programs, of an average one, lies between both."
)


def signalled(state: State, limits: Limits) -> Told[Signalled]:
    """Which programs of the list get the season's signals, the most useful first. Raises
    CoachError."""
    state, before, why = looked_at(state, limits.next_season, limits.count)
    if why := signals_sent(state) or why:
        return Told(Signalled((), {}, ()), nothing=why)
    return replace(_signals(state, limits), first=before)


def _signals(state: State, limits: Limits) -> Told[Signalled]:
    from coach.applying.signals import give_signals  # numpy: 60 ms

    running, answer, within = planned(state, limits)
    chosen = {step.id for step in answer.order}
    newest = rounds(state.facts.signals, state.season)
    # A first year takes the place of no residency: its signals are given for themselves.
    residencies, firsts = (
        [each for each in group if each.id in chosen]
        for group in (running.candidates, running.firsts)
    )
    names = dict.fromkeys(each.specialty for each in (*residencies, *firsts))
    known = {name: newest[name] for name in names if name in newest}
    left = {name: tiers(row) for name, row in known.items()}
    panel = state.panel
    odds = {name: panel.standpoint(name).odds for name in names}
    effects = {name: signal_effects(figures) for name, figures in odds.items() if figures}
    signals = give_signals(residencies, left, effects)
    signals += give_signals(firsts, left, effects) if firsts else []
    for signal in signals:
        left[signal.specialty][signal.tier] -= 1
    named = tuple(_with_chances(running.standings[each.program_id], each) for each in signals)
    notes = [*running.warnings, *running.notes, *within, SIGNALS_MEAN]
    return Told(Signalled(named, left, tuple(known.values())), notes)


def _with_chances(standing: Standing, signal: Signal) -> Signal:
    """A signal with its program's name, and the chance there without and with it, as ranges."""
    panel, program = standing.panel, standing.program
    without, signalled = (
        Ends(round(chance.low, 4), round(chance.mid, 4), round(chance.high, 4))
        for chance in (panel.chance(program, ""), panel.chance(program, signal.tier))
    )
    return replace(signal, name=short_name(program), without=without, signalled=signalled)
