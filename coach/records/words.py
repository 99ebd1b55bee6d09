"""The words that all records share: statuses, stages, domains, evidence, the user's error."""

from typing import Final, Literal, dataclass_transform, get_args

import msgspec

Status = Literal[
    "confirmed",
    "official",
    "quoted",
    "second-hand",
    "unverified",
    "uncertain",
    "projected",
    "estimated",
    "unknown",
]

StageKey = Literal[
    "planning",
    "exams",
    "clinical_experience",
    "application_year",
    "interviews",
    "ranking",
    "match_soap",
    "pre_residency",
]
STAGE_KEYS: Final[tuple[StageKey, ...]] = get_args(StageKey)
TaskStateName = Literal["open", "waiting", "blocked", "done", "skipped"]
ProgramMark = Literal["apply", "maybe", "no"]
ResourceMark = Literal["using", "done", "no"]
MarkWord = Literal[ProgramMark, ResourceMark, ""]
""""": taken away."""
VisaWord = Literal["none", "j1", "h1b", "either"]
"""What the applicant can come on; h1b: only H-1B will do."""
UsStatus = Literal[
    "abroad",
    "visitor",
    "student",
    "student_opt",
    "work",
    "dependant",
    "ead",
    "asylee",
    "refugee",
    "pending",
    "tps",
    "permanent",
    "citizen",
]
"""Where and how the applicant stays now; ead: a work permit that rests on none of the others."""
Tier = Literal["reach", "usual", "likelier", ""]
""""" where there is no chance to go by."""

STAGES: Final[dict[str, str]] = {
    "planning": "Planning",
    "exams": "Exams and certification",
    "clinical_experience": "Clinical experience",
    "application_year": "Application",
    "interviews": "Interviews",
    "ranking": "Ranking",
    "match_soap": "Match and SOAP",
    "pre_residency": "Before residency",
}
"""The stages of the road in their order: key to title."""

Domain = Literal["education", "networking", "application", "clinical experience", "test prep"]
DOMAINS: Final[dict[str, str]] = {
    "education": "Education",
    "networking": "Networking",
    "application": "Application",
    "clinical experience": "Clinical experience",
    "test prep": "Test preparation",
}
"""The five domains of the resource catalogue."""


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class Record(msgspec.Struct, frozen=True):
    """A plain frozen record; `replace` changes a copy of it."""


replace = msgspec.structs.replace
asdict = msgspec.structs.asdict


class CoachError(Exception):
    """Something the user can mend, said in one sentence; nothing was changed."""


class Unusable(CoachError):
    """The applicant's file as it is cannot be used, or not for this."""

    def __init__(self, text: str, kind: str) -> None:
        super().__init__(text)
        self.kind = kind
        """damaged, empty, foreign, newer, locked, full, read-only, or other."""

    @property
    def can_be_had_back(self) -> bool:
        """Whether a copy, or what can still be read, may take its place."""
        return self.kind in ("damaged", "empty")


class Evidence(Record):
    """One fact with how sure it is: value or range, status, source key and as-of date."""

    field: str
    value: str | float | int | None
    status: Status
    source: str = ""
    as_of: str = ""
    """ISO date or year; "" when nobody said."""
    low: float | None = None
    high: float | None = None
    note: str = ""
    probability: float | None = None
    """Of a yes, where a yes or no is estimated; 0-1."""


EXAM_NAMES: Final = {"step1": "Step 1", "step2ck": "Step 2 CK", "step3": "Step 3", "oet": "OET"}
"""Every exam, as it is called."""
