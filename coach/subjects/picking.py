"""What was picked in SOAP, in its order, and what a text of the list names."""

from __future__ import annotations

from collections.abc import Iterable

from coach.applying.fees import service_of
from coach.logs.soap import PICKS, Pick
from coach.records import CoachError, Program, Record, SoapStanding
from coach.season.pasted import Meant, lines_of
from coach.soap.picks import Picked, Seat as Seat, ordered
from coach.soap.reading import CODE, Named, named
from coach.soap.standing import OPEN, Kind, kind_of, standing
from coach.state import State
from coach.subjects.options import FromState, Subject
from coach.subjects.reading import LineReading


class Listed(Record):
    """What a text of the list names, held in memory alone."""

    order: tuple[Seat, ...]
    not_known: tuple[str, ...]
    """Lines that name no program, or may name several."""


class Picking(Subject):
    """Programs picked one by one, by some letters or a code."""

    season = FromState(lambda state: state.season)
    """The Match year of the SOAP that is shown: of the season planned for."""
    events = FromState(lambda state: state.events)
    """The dates of that season by key."""

    @property
    def who(self) -> SoapStanding:
        """Where the applicant stands, by what they told."""
        plan, result = self._state.road, self._state.applicant.match_result
        return standing(result, is_excluded=bool(plan.unverified or plan.lost))

    @property
    def picks(self) -> list[Pick]:
        """What was picked this season, the oldest first."""
        return [each for each in self._state.kept(PICKS).values() if each.season == self.season]

    def meant(self, text: str) -> Meant:
        """The program that some letters or a code mean, or those that they may."""
        code = CODE.search(text)
        program = self._of_code(code[0].upper()) if code else None
        return LineReading(self._state).meant(program.id if program else text)

    def picked(self, text: str, kind: Kind = "") -> Pick:
        """The pick that some letters or a code mean; nothing is kept. Raises CoachError."""
        code = CODE.search(text)
        program = self._of_code(code[0].upper()) if code else None
        if code and program is None:
            raise CoachError(f"No program of ours has the code {code[0]}; pick it by its name.")
        key = program.id if program else LineReading(self._state).named("program", _asked(text))
        known = self._state.facts.program(key or "")
        if known is None:
            raise CoachError(f"“{text}” is like no program that we know.")
        letter = code[0] if code else known.nrmp_code
        return Pick(self.season, known.id, kind or kind_of(letter))

    def listed(self, text: str) -> Listed:
        """What a text names. Raises CoachError for one of another year."""
        picks, unknown = dict[str, Pick](), list[str]()
        for row in named(text, self.season, lines_of):
            pick = self._meant(row)
            if pick:
                picks.setdefault(pick.program, pick)
            else:
                unknown.append(row.line)
        if not picks:
            raise CoachError(f"No line of it names one program that we know: “{unknown[0]}”.")
        return Listed(tuple(self.ordered(picks.values(), self.who)), tuple(unknown))

    def ordered(self, picks: Iterable[Pick], who: SoapStanding) -> list[Seat]:
        """Picks in the proposed order, with the line at 45 in each service."""
        rows = (self._as_picked(pick) for pick in picks)
        return ordered([row for row in rows if row], OPEN[who])

    def _as_picked(self, pick: Pick) -> Picked | None:
        state, program = self._state, self._state.facts.program(pick.program)
        if program is None:
            return None
        numbers = state.panel.alone(program)
        gates = state.panel.assess(program, numbers).gates
        return Picked(
            program=program,
            kind=pick.kind,
            service=service_of(program.specialty, state.facts.specialties),
            closed=tuple(gate.detail for gate in gates if gate.outcome == "fail"),
            visa=next((gate.outcome for gate in gates if gate.rule == "visa"), "unknown"),
            score=numbers.score,
        )

    def _meant(self, row: Named) -> Pick | None:
        if row.code and (program := self._of_code(row.code)):
            return Pick(self.season, program.id, kind_of(row.code))
        sure = LineReading(self._state).meant(CODE.sub(" ", row.line)).sure
        known = self._state.facts.program(sure.id) if sure else None
        return Pick(self.season, known.id, kind_of(row.code or known.nrmp_code)) if known else None

    def _of_code(self, code: str) -> Program | None:
        """The program of an NRMP code; of another kind of the same one, where only one has it."""
        codes = self._state.value_of(("nrmp codes", ()), _codes)
        alike = [codes[each] for each in codes if each[:7] == code[:7]]
        key = codes.get(code) or (alike[0] if len(alike) == 1 else "")
        return self._state.facts.program(key)


def _asked(text: str) -> str:
    """Letters of a name as a line of typing has them, a number as it stands."""
    bare = text.strip()
    return bare if bare.isdecimal() and len(bare) == 10 else f"@{bare}"


def _codes(state: State) -> dict[str, str]:
    programs = state.facts.programs()
    return {program.nrmp_code: program.id for program in programs if program.nrmp_code}
