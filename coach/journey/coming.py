"""Which dates of a season still concern an applicant."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from coach.journey.plan import Road
from coach.records import Applicant, Event

_MINOR: Final = (
    "nrmp_quota_change_deadline",
    "interview_season_start",
    "interview_season_end",
    "soap_list_opens",
    "soap_round_2",
    "soap_round_3",
    "soap_round_4",
    "ecfmg_documents_advised",
    "residencycas_scores_request",
    "residencycas_transcripts",
    "pathways_school_attestation_deadline",
)
"""Events that stand in the calendar but not among an applicant's next dates."""
_MET: Final = {
    "oet_last_test_advised": "oet_sit",
    "pathways_deadline": "pathway_apply",
    "pathways_opens": "pathway_apply",
    "ecfmg_token_available": "token",
    "nrmp_registration_opens": "nrmp_register",
    "nrmp_standard_registration_deadline": "nrmp_register",
    "ecfmg_exam_requirements_due": "ecfmg_reported",
    "eras_submit_opens": "submit",
    "residencycas_submit_opens": "residencycas_submit",
    "residencycas_submit_deadline": "residencycas_submit",
}
"""Events that are behind an applicant once this task is."""
_CERTIFICATION: Final = (
    "pathways_deadline",
    "pathways_opens",
    "oet_last_test_advised",
    "ecfmg_exam_requirements_due",
)


def concerns(event: Event, applicant: Applicant, services: Container[str], road: Road) -> bool:
    """Whether an event is worth naming among the next dates; `services`: of the specialties."""
    key, certified = event.key, bool(applicant.certified)
    if key in _MINOR or (certified and key in _CERTIFICATION):
        return False
    if key.startswith("residencycas"):
        return "ResidencyCAS" in services
    if (step := road.step(_MET.get(key, ""))) and step.finished:
        return False
    return not (applicant.match_result == "matched" and key.startswith("soap"))
