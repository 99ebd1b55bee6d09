"""Rules of the three Steps for one applicant."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from dateutil import relativedelta as relative

from coach.records import EXAM_NAMES, Applicant, Exam, Held, Record
from coach.rules.conditions import JUDGES, STEP2CK_MARKS, passed
from coach.rules.held import Person, broken, dated, passes, rule, unsaid, warns

STEP_TASKS: Final = {
    "step1": ("step1_study", "step1_register", "step1_book", "step1_practice", "step1_sit"),
    "step2ck": ("step2_study", "step2_register", "step2_book", "step2_practice", "step2_sit"),
    "step3": ("step3_study", "certificate_early", "step3_sit"),
}
"""The tasks of each Step, the one that ends with the result last."""
NAMES: Final = EXAM_NAMES
OET_TASKS: Final = ("oet_prepare", "oet_sit")
BOOKED: Final = slice(1, 3)
"""Where registering and booking stand among the tasks of a Step."""
UNSURE: Final = range(STEP2CK_MARKS[1][1], STEP2CK_MARKS[0][1])
"""Step 2 CK scores that fail by the newest mark alone, which is second-hand."""
SEVEN_YEARS: Final = relative.relativedelta(years=7)
TWELVE_MONTHS: Final = relative.relativedelta(months=12)
EXTEND: Final = "ask the FSMB in time to extend it once (unverified)"
CERTIFICATE: Final = timedelta(weeks=8)
"""From a Step that is open to the certificate, at least (judgement)."""
PERIOD: Final = relative.relativedelta(months=6)
"""The longest eligibility period: three months, and an extension of as much (judgement)."""
PAUSE_DAYS: Final = 15
"""Days of January on which test centres are closed (source S50)."""
BOOK_DAYS: Final = 42
"""Days before an eligibility period ends from which an unbooked exam is named (judgement)."""


class Taken(Record):
    """One Step as the applicant stands to it."""

    key: str
    name: str
    exam: Exam
    passed: bool | None
    """None: not taken, or not said."""

    @property
    def is_unclear(self) -> bool:
        """Whether a score is there of which nobody can surely say that it is a pass or a fail."""
        doubted = self.passed is None or (self.exam.score in UNSURE and not self.passed)
        return self.exam.passed is None and self.exam.score is not None and doubted


def taken(applicant: Applicant, key: str) -> Taken:
    """One exam as the applicant stands to it."""
    exam: Exam = getattr(applicant, key)
    return Taken(key, NAMES[key], exam, JUDGES[key](exam))


def steps(applicant: Applicant) -> list[Taken]:
    """The three Steps."""
    return [taken(applicant, key) for key in STEP_TASKS]


@rule(fact="seven_years", settles="step1.date and step2ck.date")
def seven_years(person: Person) -> Held:
    """The passes that ECFMG counts lie within seven years of the first."""
    if person.applicant.certified:
        return passes("The certificate is issued; boards count years of their own for a licence.")
    first, last = sorted(steps(person.applicant)[:2], key=_by_pass)
    if not first.passed:
        return passes("No Step is passed yet, so none of the seven years has begun to count.")
    if first.exam.day is None:
        return unsaid(
            f"The day of your {first.name} pass is not said; it counts for seven years.",
            f"Add {first.key}.date on the Profile page.",
        )
    if not last.passed:
        return _one_pass(person, first, last)
    end = _seven_years_on(first)
    if last.exam.day and last.exam.day > end:
        return _too_far(first, f"the {last.name} pass of {dated(last.exam.day)} came later")
    return passes("Both Steps passed within seven years; a licence board counts its own.")


def _by_pass(step: Taken) -> tuple[bool, date]:
    """Passes first, the earliest before others, and before all one without a day."""
    return not step.passed, step.exam.day or date.min


def _seven_years_on(step: Taken) -> date:
    return (step.exam.day or date.max) + SEVEN_YEARS


def _one_pass(person: Person, first: Taken, other: Taken) -> Held:
    """One pass counts already, and the other Step is open."""
    end, planned = _seven_years_on(first), other.exam.planned
    is_near = end < person.today + TWELVE_MONTHS
    sat = other.exam.day if other.is_unclear else _awaited(other, person.today)
    if is_near and (sat <= end if sat else other.is_unclear):
        return unsaid(
            f"The {first.name} pass of {dated(first.exam.day)} goes on counting for ECFMG if your "
            f"{other.name}{f' of {dated(sat)}' if sat else ''} is a pass.",
            "Your score report tells; add what is missing on the Profile page.",
        )
    if person.today > end:
        return _too_far(first, f"{other.name} was not passed by then")
    if (planned and planned > end) or is_near:
        return warns(
            f"The {first.name} pass counts for ECFMG until {dated(end)}.",
            f"Pass {other.name} before that day; ECFMG sends no reminder.",
            end,
        )
    return passes(f"The {first.name} pass counts until {dated(end)}.", end)


def _too_far(first: Taken, why: str) -> Held:
    end = _seven_years_on(first)
    return broken(
        f"The {first.name} pass of {dated(first.exam.day)} counted for ECFMG until {dated(end)}; "
        f"{why}.",
        f"Ask ECFMG first whether {first.name} may be taken again; a later pass may stay.",
        end,
    )


@rule(fact="retake_after_pass")
def passed_once(person: Person) -> Held:
    """A passed Step is not repeated, but for a time limit."""
    for step in steps(person.applicant):
        if step.passed and step.exam.planned and step.exam.planned >= person.today:
            return warns(
                f"{step.name} is passed, and a day for it is planned again.",
                "It may be taken again only for a time limit of a board or another recognised "
                "authority; ask the FSMB first.",
            )
    return passes("No passed Step is planned again.")


@rule(fact="eligibility_period", settles="step2ck.permit_until")
def permit(person: Person) -> Held:
    """A registered exam is taken within its eligibility period."""
    for step in steps(person.applicant):
        exam, end = step.exam, _running_period(step)
        if end is None:
            continue
        if exam.planned and not _within(exam.planned, exam):
            return _outside(step, end, person.today)
        if person.today > end:
            return unsaid(
                f"The eligibility period for {step.name} ended on {dated(end)}: did you sit it?",
                "If you did, add the day or the result; if not, plan a new day. The fee does not "
                "move to another period.",
            )
        if exam.planned is None and (end - person.today).days <= BOOK_DAYS:
            return warns(
                f"The eligibility period for {step.name} ends on {dated(end)}, and no day is "
                "planned.",
                f"Book a day, or {EXTEND}.",
                end,
            )
    return passes("No eligibility period runs out.")


def _outside(step: Taken, end: date, today: date) -> Held:
    """A day is planned that its eligibility period does not hold."""
    says = f"{step.name} is planned for {dated(step.exam.planned)}, outside its eligibility period"
    booked = STEP_TASKS[step.key][BOOKED]
    if today <= end:
        way_on = f"Move the day into the period, or {EXTEND}."
        return broken(f"{says} that ends on {dated(end)}.", way_on, end, booked[-1:])
    way_on = "Register again, with a period that fits: the fee does not move to another one."
    return broken(f"{says} that ended on {dated(end)}.", way_on, end, booked)


def _running_period(step: Taken) -> date | None:
    """The end of the eligibility period in which a Step has still to be taken."""
    sat = step.passed or (step.exam.day and _within(step.exam.day, step.exam))
    return None if sat else step.exam.permit_until


def _within(day: date, exam: Exam) -> bool:
    last = exam.permit_until or date.max
    return (exam.permit_from or last - PERIOD) <= day <= last


@rule(fact="score_release", settles="step2ck.score")
def planned_day(person: Person) -> Held:
    """A planned exam that is over is asked about."""
    oet = taken(person.applicant, "oet")
    for step in (*steps(person.applicant), oet):
        sat = _awaited(step, person.today)
        if sat and sat == step.exam.planned:
            failed = f" Sat and not passed: add {step.key}.date." * (step.exam.passed is False)
            return unsaid(
                f"{step.name} was planned for {dated(sat)}: how did it go?",
                f"Add the result when it is there, or a new day, on the Profile page.{failed}",
            )
    return passes("No planned exam day has gone by without a word.")


@rule(fact="step2ck_older_marks", settles="step2ck.date and step2ck.passed", private="failures")
def step2ck_mark(person: Person) -> Held:
    """A Step 2 CK score that is a pass by one mark and none by another is asked about."""
    step = taken(person.applicant, "step2ck")
    if not step.is_unclear:
        return passes("No Step 2 CK score of yours lies between an older and a newer pass mark.")
    hangs = "passed or not hangs on the mark of the day of the test."
    if step.passed is False:
        hangs = f"a pass? The mark of {STEP2CK_MARKS[0][1]} is a third party's."
    return unsaid(
        f"Step 2 CK {step.exam.score}: {hangs}",
        "Your score report tells; add step2ck.date or step2ck.passed on the Profile page.",
    )


def _awaited(step: Taken, today: date) -> date | None:
    """The day of a test that is over and whose result is not said."""
    planned, day = step.exam.planned, step.exam.day
    is_told = step.passed or (step.passed is False and day and planned and day >= planned)
    if planned and planned < today and not is_told:
        return planned
    return day if step.passed is None else None


@rule(fact="test_days")
def centre_pause(person: Person) -> Held:
    """Test centres pause in the first half of January."""
    for step in steps(person.applicant):
        day = step.exam.planned
        if day and day >= person.today and (day.month, day.day) <= (1, PAUSE_DAYS):
            return warns(
                f"{step.name} is planned for {dated(day)}; test centres pause in the first half "
                "of January.",
                "See that your centre is open on that day before you build on it.",
            )
    return passes("No exam is planned while test centres pause.")


@rule(fact="step3_needs_certificate", settles="certified")
def step3_order(person: Person) -> Held:
    """Step 3 opens after both other Steps and the certificate."""
    who, planned = person.applicant, person.applicant.step3.planned
    if passed(who.step3) or planned is None or planned < person.today:
        return passes("No day ahead is planned for Step 3.")
    missing = [step for step in steps(who)[:2] if not step.passed]
    if missing or who.certified is False:
        needs = " and ".join([step.name for step in missing] or ["the ECFMG Certificate"])
        says = f"Step 3 is planned for {dated(planned)} and opens only after {needs}."
        ahead = [step.exam.planned for step in missing if not _awaited(step, person.today)]
        if ahead and planned <= max([person.today + CERTIFICATE, *filter(None, ahead)]):
            return broken(
                says,
                "Move it until both Steps are passed and the certificate is issued.",
                reopens=("certificate_early",),
            )
        return warns(says, "Leave time for results and the certificate, then register.")
    if who.certified is None:
        return unsaid(
            "Step 3 is planned and opens only with the certificate.",
            "Say on the Profile page whether you hold it.",
        )
    return passes("What Step 3 needs is there: both other Steps and the certificate.")


@rule(fact="step3_for_h1b", settles="step3.passed", private="visa")
def step3_h1b(person: Person) -> Held:
    """An H-1B petition needs Step 3 passed."""
    who, start = person.applicant, person.day("residency_start")
    if who.visa != "h1b" or passed(who.step3):
        return passes("Step 3 is passed." if passed(who.step3) else "Only an H-1B asks for Step 3.")
    if person.today >= start and who.match_result:
        return broken(
            "Residency has begun, and an H-1B petition needs Step 3 passed first.",
            "Speak with the program and a lawyer about the start and the visa.",
            start,
            ("step3_study", "step3_sit"),
        )
    return warns(
        "Only an H-1B will do, and the program can file for it once Step 3 is passed.",
        "Plan Step 3 so that its result is there when petitions are filed in spring: "
        "best by February of the Match year, a habit and not law.",
        start,
    )
