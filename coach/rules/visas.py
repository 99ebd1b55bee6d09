"""What a program's visa facts mean for what an applicant needs."""

from __future__ import annotations

from datetime import date
from typing import Final

from coach.records import Applicant, Evidence, Program, replace
from coach.rules.conditions import needs_visa, passed

VISA_NAMES: Final = {"j1": "J-1", "h1b": "H-1B"}
CONTRADICTING_SHARE: Final = 60.0
"""Percent of IMG residents from which a stated "no" is doubted (34 programs of 2025)."""
HOLDS: Final = {"yes": {"j1": 0.97, "h1b": 0.9}, "no": {"j1": 0.93, "h1b": 0.9}}
"""Share of a stated answer that still holds a year on. From facts of 2020 and 2025: a J-1 yes
held in 97 % over the years between (so this is cautious), a J-1 no in 70 % (0.93 a year);
H-1B is moving, 0.9 is a judgement."""


def visa_evidence(program: Program, kind: str, share: float | None = None) -> Evidence:
    """What the program's entry says of `j1` or `h1b`: yes, no, or None with a probability. `share`:
    the IMG share in percent that the applicant read, instead of the stated one."""
    share = program.img_share if share is None else share
    word = program.visa_j1 if kind == "j1" else program.visa_h1b
    probability = program.j1_probability if kind == "j1" else program.h1b_probability
    field, year, source = f"visa_{kind}", str(program.visa_year or ""), ";".join(program.sources)
    if word in ("yes", "no"):
        fact = Evidence(field, word, "second-hand", source, year)
        # Many IMG residents doubt a "no" to H-1B only where J-1 does not explain them.
        explained = kind == "h1b" and program.visa_j1 == "yes"
        if word == "yes" or explained or (share or 0) < CONTRADICTING_SHARE:
            return fact
        note = f"contradicted: {share:g} % of its residents are IMGs, so ask"
        return replace(fact, status="uncertain", note=note, probability=probability)
    note = "its entry lists no visa at all: ask" if word else ""
    if probability is None:
        return Evidence(field, None, "unknown", source if word else "", year, note=note)
    where, day = program.estimate_source, program.estimate_as_of
    note = note or f"from {program.estimate_basis}"
    return Evidence(field, None, "estimated", where, day, note=note, probability=probability)


def many_imgs(program: Program) -> bool:
    """Whether so many of its residents are IMGs that a stated "no" is doubted."""
    return (program.img_share or 0) >= CONTRADICTING_SHARE


def visa_wanted(applicant: Applicant) -> tuple[str, ...]:
    """The visas that would do: () when none is needed or nothing is said."""
    if not needs_visa(applicant):
        return ()
    return ("j1", "h1b") if applicant.visa == "either" else (str(applicant.visa),)


def visa_answer(fact: Evidence) -> bool | None:
    """Yes, no, or None: not stated, or a "no" that the residents contradict."""
    if fact.value is None or fact.status == "uncertain":
        return None
    return fact.value == "yes"


def certainty(fact: Evidence, today: date) -> float | None:
    """How probable it is that the visa is offered today; None where nothing says."""
    if visa_answer(fact) is None:
        return fact.probability
    kind = fact.field.removeprefix("visa_")
    years = max(0, today.year - int(fact.as_of[:4] or today.year))
    holds = float(HOLDS[str(fact.value)][kind] ** years)
    return holds if fact.value == "yes" else 1 - holds


def gate_open(applicant: Applicant, j1: Evidence, h1b: Evidence) -> float:
    """The probability that the visa gate is open: 1 where it passes, 0 where it fails.

    An H-1B counts only with Step 3 passed. Where nothing is estimated it is taken as even. Who
    does not say which visa they need is taken to need a J-1, US citizens apart.
    """
    chances = []
    wanted = ("j1",) if needs_visa(applicant) is None else visa_wanted(applicant)
    for kind in wanted:
        fact = j1 if kind == "j1" else h1b
        answer = visa_answer(fact)
        if kind == "h1b" and not passed(applicant.step3):
            continue
        if answer is None:
            chances.append(0.5 if fact.probability is None else fact.probability)
        else:
            chances.append(float(answer))
    return max(chances, default=0.0) if wanted else 1.0
