"""What leaves the screen and comes back by codes: the week on paper, a letter to a mentor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.json import decode, encode

from coach.journey import asked
from coach.journey.paper import MARKER, between, read, seal, with_codes
from coach.journey.standing import Step
from coach.logs.marks import MARKS
from coach.logs.ticks import TICKS
from coach.logs.told import TOLD
from coach.records import CoachError, TaskState, Told, replace
from coach.state import State
from coach.store.changes import Act
from coach.subjects.options import Subject, as_one
from coach.subjects.telling import finish, told_of
from coach.wording import counted, cut, outward

CODES, LETTER, PROGRAM = "paper codes", "letter to a mentor", "program {}"
LONGEST = 800
"""Characters of a note."""


class PaperSubject(Subject):
    """Codes of steps and programs, and what came back with them."""

    @property
    def _known(self) -> dict[str, str]:
        return decode(self._state.store.setting(CODES) or "{}", type=dict[str, str])

    def codes(self, names: Iterable[str]) -> dict[str, str]:
        """The code of each name, which it keeps on every page to come."""
        sealed = {name: seal(name) for name in names}
        codes = with_codes(sealed.values(), self._known)
        self._state.store.set_setting(CODES, encode(codes).decode())
        return {name: codes[each] for name, each in sealed.items()}

    def named(self, names: Iterable[str]) -> dict[str, str]:
        """Of all codes that were given away, the name among these that each stands for."""
        by_seal = {seal(name): name for name in names}
        return {code: by_seal.get(each, "") for each, code in self._known.items()}

    def steps(self, text: str) -> dict[str, Step | None]:
        """The steps that typed codes mean; None: not asked any more. Raises CoachError."""
        steps = self._state.road.by_key
        by_code = {code: steps.get(key) for code, key in self.named(steps).items()}
        titles = {code: outward(step.task) if step else "" for code, step in by_code.items()}
        return {code: by_code[code] for code in read(text, titles)}

    @as_one
    def tick(self, steps: Iterable[Step | None]) -> list[Step]:
        """Ticks those that are not finished, in one act."""
        ahead = [step for step in steps if step and not step.finished]
        with self._state.act(f"From paper: {counted(len(ahead), 'task')} done") as act:
            put(act, self._state, ahead)
        return ahead

    def send(self, letter: str) -> None:
        """Keeps the letter that goes to a mentor, to tell what is added to it."""
        self._state.store.keep(LETTER, letter)

    def between(self, text: str) -> tuple[dict[str, str], str]:
        """What a mentor wrote between the lines of the last letter, by step or program; and what
        belongs to none. Raises CoachError where no line is answered."""
        named = self.named(
            [*self._state.road.by_key, *map(PROGRAM.format, self._state.program_marks)]
        )
        added = between(self._state.store.kept(LETTER) or "", text, named)
        if not {*added} - {""}:
            raise CoachError("No line of your letter is answered; its codes must come back too.")
        known = {named[code]: words for code, words in added.items() if named.get(code)}
        return known, " ".join(words for code, words in added.items() if not named.get(code))

    def is_letter(self, text: str) -> bool:
        """Whether a text has a code that was given away in brackets, as a letter has."""
        return any(code.upper() in self._known.values() for code in MARKER.findall(text))

    @as_one
    def keep(self, notes: Mapping[str, str]) -> bool:
        """Keeps what a mentor wrote as notes of steps and programs, in one act."""
        marks = {PROGRAM.format(key): mark for key, mark in self._state.program_marks.items()}
        with self._state.act(f"From a mentor: {counted(len(notes), 'note')}") as act:
            for name, words in notes.items():
                if mark := marks.get(name):
                    act.put(MARKS, replace(mark, note=_with(mark.note, words), at=""))
                else:
                    told = act.get(TOLD, name) or Told(name)
                    act.put(TOLD, replace(told, note=_with(told.note, words)))
        return act.changed


def _with(note: str, words: str) -> str:
    """A note with what a mentor wrote, once. Raises CoachError where it grows too long."""
    whole = note if words in note else "; ".join(filter(None, (note, f"Mentor: {words}")))
    return asked.words(whole, f"the note “{cut(whole, 40)}”", LONGEST)


def put(act: Act, state: State, steps: Sequence[Step]) -> None:
    """Ticks steps within an act."""
    for step in steps:
        finish(act, step, state.asked_by_logs.get(step.task.key), told_of(act, step))


def after(state: State, steps: Sequence[Step]) -> State:
    """The state as it will be once these steps are ticked."""
    at = state.now().isoformat(timespec="seconds")
    ticks = {step.task.key: TaskState(step.task.key, "done", at) for step in steps}
    return state.assuming(rows={TICKS.name: ticks})
