"""How many programs a step of the road would open, from what is stated of visas and rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coach.records import Applicant, ReadFact
from coach.rules.conditions import passed
from coach.rules.visas import visa_wanted

TASKS = {
    "step3": ("step3_decide", "step3_study", "step3_sit"),
    "certified": ("certificate", "certificate_early"),
}
"""The steps that lead to what programs ask for."""

Visas = Mapping[tuple[str, str], int]
"""Programs of the applicant's specialties by what their entries say of J-1 and H-1B."""


def opens(
    applicant: Applicant, visas: Visas, read: Iterable[Mapping[str, ReadFact]]
) -> dict[str, int]:
    """Programs that are closed now and would be open after it, by task.

    Step 3 opens those that offer only the H-1B; the certificate those of which the applicant
    read that they ask for it.
    """
    by_task: dict[str, int] = {}
    wanted = visa_wanted(applicant)
    if "h1b" in wanted and not passed(applicant.step3):
        shut = sum(
            count
            for (j1, h1b), count in visas.items()
            if h1b == "yes" and ("j1" not in wanted or j1 == "no")
        )
        by_task |= dict.fromkeys(TASKS["step3"], shut)
    if not applicant.certified:
        asking = sum(
            facts["certificate_needed"].value == "yes"
            for facts in read
            if "certificate_needed" in facts
        )
        by_task |= dict.fromkeys(TASKS["certified"], asking)
    return {key: count for key, count in by_task.items() if count}
