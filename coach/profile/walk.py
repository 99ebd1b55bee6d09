"""The way through the first questions: which are asked, in which order, and what Back means."""

from __future__ import annotations

from datetime import date

from coach.logs.answers import Answers
from coach.profile.applicant import applicant
from coach.profile.fields import BY_KEY, FIRST_RUN, Field
from coach.records import Applicant, Exam, Record
from coach.rules.conditions import US_STATUSES_WITHOUT_VISA, step2ck_passed


class Walk(Record):
    """One way through the first questions; where it stands, and what was asked on it."""

    key: str = ""
    """The question that is asked now; "" at the end."""
    seen: tuple[str, ...] = ()
    """The questions asked on it, that of now among them; each can be gone back to."""


def first_questions(profile: Answers, today: date, seen: tuple[str, ...] = ()) -> list[Field]:
    """The first questions that have no answer yet, or were asked on this way, and that no other
    answer rules out."""
    who = applicant(profile)
    out = _ruled_out(who, today, seen)
    return [
        BY_KEY[key]
        for key in FIRST_RUN
        if key not in out
        and (key in seen or key not in profile or key.endswith(".attempts"))
        and (key in seen or not _is_known(key, who))
    ]


def _ruled_out(who: Applicant, today: date, seen: tuple[str, ...]) -> set[str]:
    """The first questions that make no sense beside the other answers."""
    out = _of_us_citizens(who)
    for name, exam in (("step1", who.step1), ("step2ck", who.step2ck)):
        if not _has_attempts_to_tell(exam, bool({f"{name}.passed", f"{name}.attempts"} & {*seen})):
            out.add(f"{name}.attempts")
    if who.step1.passed is False:
        out |= {"step2ck.passed", "step2ck.attempts"}
    if False in (who.step1.passed, who.step2ck.passed, step2ck_passed(who.step2ck)):
        out |= {"step2ck.score", "certified"}
    if who.graduation_date and who.graduation_date > today:
        out.add("certified")
    return out


def _of_us_citizens(who: Applicant) -> set[str]:
    """What is not asked of those who need no visa: which one, and of citizens no passport."""
    out = {"visa"} if who.us_status in US_STATUSES_WITHOUT_VISA else set()
    is_citizen = who.graduate_type == "us_img" or who.us_status == "citizen"
    return out | ({"citizenship"} if is_citizen else set())


def _has_attempts_to_tell(exam: Exam, is_asked_now: bool) -> bool:
    """Whether an exam has attempts that are not told, or of which the fewest only are."""
    if exam.passed is None:
        return False
    if exam.attempts is None:
        return is_asked_now or not exam.passed  # a score alone says no try
    return is_asked_now and exam.attempts > exam.passed


def _is_known(key: str, who: Applicant) -> bool:
    """Whether another answer says it already."""
    has_result = who.step2ck.score is not None and step2ck_passed(who.step2ck) is not None
    return key == "step2ck.passed" and bool(has_result or who.certified)


def onward(walk: Walk, profile: Answers, today: date) -> Walk:
    """The next question; at the end none, and before the first that which is open."""
    keys = [field.key for field in first_questions(profile, today, walk.seen)]
    behind = FIRST_RUN.index(walk.key) if walk.key else -1
    key = next((key for key in keys if FIRST_RUN.index(key) > behind), "")
    return Walk(key, tuple(dict.fromkeys((*walk.seen, key))) if key else walk.seen)


def back(walk: Walk, profile: Answers, today: date) -> Walk:
    """The question before this one, answered or not; the first stays."""
    at, _ = place(walk, profile, today)
    keys = [field.key for field in first_questions(profile, today, walk.seen)]
    return Walk(keys[max(0, at - 2)], walk.seen) if at else walk


def place(walk: Walk, profile: Answers, today: date) -> tuple[int, int]:
    """Which question it is, counted from one, and how many there are; 0 at the end."""
    keys = [field.key for field in first_questions(profile, today, walk.seen)]
    return (keys.index(walk.key) + 1 if walk.key in keys else 0), len(keys)
