"""What the applicant said and did, and the history of it."""

from datetime import date
from typing import Final, Literal

from coach.records.words import MarkWord, Record, StageKey, TaskStateName, UsStatus, VisaWord

OF_A_LOG: Final = "of_a_log"
"""The word of tasks that a log asks for: they name people."""
OF_A_SEASON: Final = ("interviews_named", "invitations_named")
"""Words of what the logs of the season planned for show; coach/logs/season.py has their tests."""
LOGGED: Final = (
    OF_A_LOG,
    *("letters_asked", "letters_there", "mentors_for_three", "studies_with_others"),
    *("alumni_asked", "statement_drafted", "papers_there", "money_told"),
    *OF_A_SEASON,
)
"""Words of what the logs can show to be done; coach/logs/shown.py has the tests of the others."""
MatchResult = Literal["matched", "not_matched", "advanced_only", "first_year_only", "partly"]


class Exam(Record):
    """What the applicant has of one exam; None means not said."""

    passed: bool | None = None
    score: int | None = None
    attempts: int | None = None
    day: date | None = None
    planned: date | None = None
    expected: int | None = None
    """The score that is expected of the planned day."""
    attempt_days: tuple[date, ...] = ()
    """Of every attempt that is told, the earliest first."""
    permit_from: date | None = None
    """First day of the eligibility period."""
    permit_until: date | None = None
    """Its last day."""
    one_sitting: bool | None = None
    """Whether all parts were passed in one sitting (OET)."""


class Applicant(Record):
    """Everything the core asks of an applicant; None or empty means not said, never "no"."""

    graduate_type: Literal["non_us_img", "us_img"] | None = None
    """By the citizenship at school."""
    school_country: str | None = None
    citizenship: tuple[str, ...] = ()
    birth_country: str | None = None
    us_status: UsStatus | None = None
    status_until: date | None = None
    """Last day of the status in the US."""
    status_pending: bool | None = None
    """Whether an extension or another application is pending."""
    ead_category: str | None = None
    enrolled: bool | None = None
    """Whether a school certifies enrolment now."""
    graduation_date: date | None = None
    specialties: tuple[str, ...] = ()
    """First choice first, names as in the program facts."""
    match_year: int | None = None
    visa: VisaWord | None = None
    dependants: int | None = None
    couples: bool | None = None
    hours_per_week: float | None = None
    hours_by_day: tuple[float, ...] = ()
    """Hours of Monday to Sunday; empty: only the week's sum is said."""
    days_off: tuple[tuple[date, date], ...] = ()
    """First and last day of each stretch without an hour for this: nights, holidays, travel."""
    time_zone: str | None = None
    currency: str | None = None
    states: tuple[str, ...] = ()
    """Preferred states, best first."""
    near: str = ""
    """A town to be near, with its state; programs say how far they are."""
    ties: tuple[str, ...] = ()
    """States with family, earlier study or work."""
    program_types: tuple[str, ...] = ()
    """Preferred program types, best first."""
    program_size: Literal["small", "medium", "large"] | None = None
    budget: float | None = None
    """USD for applications."""
    certified: bool | None = None
    """ECFMG Certificate in hand."""
    certificate_until: date | None = None
    """The end date that stands on the certificate."""
    pathway: int | None = None
    """1 to 6."""
    pathway_accepted: bool | None = None
    step2cs_valid: bool | None = None
    """Whether a pass of the former Step 2 CS still stands."""
    step2cs_attempts: int | None = None
    step1: Exam = Exam()
    step2ck: Exam = Exam()
    step3: Exam = Exam()
    oet: Exam = Exam()
    experience: tuple[tuple[str, float], ...] = ()
    """Months by kind: elective, externship, observership, research, volunteer."""
    letters: tuple[tuple[str, int], ...] = ()
    """Letters in hand: us (by US physicians), specialty."""
    logged: frozenset[str] = frozenset()
    """What the logs show to be done: words of LOGGED."""
    weights: tuple[tuple[str, float], ...] = ()
    """Wishes: place, type, size, ties, visa, prospects; sum 100. Empty: the defaults."""
    stage: StageKey | None = None
    """Set by hand; None lets the date and the profile decide."""
    match_result: MatchResult | None = None
    """Of the Match planned for; partly, from an older version, does not say which part: the
    question is open again."""
    result_year: int | None = None
    """The Match year that the result is of."""
    last_result: MatchResult | None = None
    """The result where it is of an earlier Match than the one planned for; there is no
    `match_result` then."""

    applied: int | None = None
    """Programs applied to in the season planned for; 0: none."""
    invitations: int | None = None
    """To interviews of that season, so far."""

    @property
    def steps(self) -> tuple[Exam, Exam, Exam]:
        """The three Steps of the USMLE."""
        return self.step1, self.step2ck, self.step3

    @property
    def hours_a_week(self) -> float | None:
        """Of its seven days where they are said, else the sum that was said."""
        return sum(self.hours_by_day) if self.hours_by_day else self.hours_per_week


class Mark(Record):
    """What the applicant said of a program or a resource."""

    kind: str
    """program or resource."""
    id: str
    mark: MarkWord = ""
    """Programs: apply, maybe, no. Resources: using, done, no. "": only a note."""
    title: str = ""
    """Name, town and specialty at the time of marking: a mark outlives a vanished or new number."""
    city: str = ""
    specialty: str = ""
    note: str = ""
    at: str = ""

    @property
    def key(self) -> str:
        """Of its row: there is one mark of each."""
        return f"{self.kind}:{self.id}"


class ReadFact(Record):
    """A fact of a program that the applicant read: value, where and on which day."""

    program_id: str
    field: str
    value: str
    source: str
    day: str
    at: str

    @property
    def key(self) -> str:
        """Of its row: a later reading of the same fact takes the place of an earlier one."""
        return f"{self.program_id}:{self.field}"


class TaskState(Record):
    """What the applicant said of a task: done, skipped or waiting, when and why."""

    key: str
    state: TaskStateName
    """Never blocked: that follows from other tasks."""
    at: str = ""
    note: str = ""


class Told(Record):
    """What the applicant told of the plan of one task; None, 0 and empty mean not said."""

    key: str
    started: date | None = None
    """Begun on this day; in the past for a task that waits, the day the waiting began."""
    finished: date | None = None
    expected: date | None = None
    """The day on which others should have answered."""
    due: date | None = None
    """The applicant's own last day, in place of the calendar's."""
    day: date | None = None
    """The day to which it was moved."""
    snoozed: date | None = None
    """Not before this day."""
    hours_done: float = 0.0
    """Hours of it that are behind the applicant; of a done task what it really took."""
    note: str = ""
    links: tuple[str, ...] = ()
    """People, programs, resources and other tasks, as kind:id."""


class OwnTask(Record):
    """A task of the applicant's own."""

    key: str
    title: str
    stage: StageKey
    hours: float
    after: tuple[str, ...] = ()
    due: date | None = None
    at: str = ""


class Review(Record, rename={"monday": "key"}):
    """One week looked back on; its row is found by the Monday."""

    monday: date
    planned_hours: float
    """What the plan held, in usual hours."""
    worth_hours: float
    """What got done, in usual hours."""
    spent_hours: float
    """What it took."""
    done: tuple[str, ...]
    slipped: tuple[str, ...]
    """Keys of what was planned and is open still."""
    text: str
    at: str


class Change(Record):
    """One change of one row, as the history and undo see it."""

    id: int
    at: str
    group: int
    """Rows changed by the same act share it."""
    act: str
    """What was done, in words."""
    table: str
    key: str
    before: dict[str, object] | None
    after: dict[str, object] | None
    undoes: int | None = None
    """The group that this change took back."""
    undone: bool = False
    window: str = ""
    """The terminal that it was done in, where that is known."""


class Done(Record):
    """One act as the history shows it: when it was last done, and whether it stands."""

    number: int
    """Its own, which stays."""
    title: str
    at: str
    window: str
    """The terminal in which it was done; "" where that is not known."""
    last: int
    """The act that did it last: later acts than this were done after it."""
    tables: tuple[str, ...]
    """Those that it changed."""
    back: int | None = None
    """The act that took it back; None while it stands."""
    back_at: str = ""
    back_window: str = ""
    together: int | None = None
    """What was taken back in one go shares it."""
