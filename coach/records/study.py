"""Practice forms, and when before an exam to sit them."""

from typing import Annotated, Literal

from msgspec import Meta, field

from coach.records.facts import Fact, Words

ExamKey = Literal["step1", "step2ck", "step3", "oet"]
Number = Annotated[int, Meta(ge=0, le=999)]
Weeks = Annotated[float, Meta(ge=0, le=60)]


class PracticeForm(Fact):
    """The practice forms of one maker for one exam."""

    key: Words = field(name="form")
    exam: ExamKey
    name: Words
    makers: Annotated[tuple[str, ...], Meta(min_length=1)]
    """How the maker is typed."""
    first: Number
    last: Number
    """The numbers that its forms have."""
    scale: Literal["score", "percent", "any"]
    precision: Annotated[float, Meta(gt=0, le=50)] | None
    """Points within which two thirds of retests fall; None: not published."""
    note: str = ""


class PracticeSlot(Fact):
    """When one practice test is due, in weeks before the exam; without weeks at the start."""

    key: Words = field(name="slot")
    exam: ExamKey
    from_weeks: Weeks | None
    to_weeks: Weeks | None
    what: Words
    hours: Annotated[float, Meta(gt=0, le=20)]
    """Of the test and of looking through it (judgement)."""
