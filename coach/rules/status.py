"""Rules of status and visa for one applicant: dated facts, never legal advice."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from coach.records import Applicant, Held
from coach.rules.conditions import PERMITS
from coach.rules.degree import graduated
from coach.rules.held import Person, broken, dated, passes, rule, unsaid, warns
from coach.rules.nations import if_issued

ENDING: Final = ("visitor", "student", "work", *PERMITS)
"""Statuses that end on a day."""
SOON: Final = timedelta(days=180)
"""Days before the end from which it is named; a work permit may be renewed so early (S56)."""


@rule(fact="visitor_student", settles="enrolled and graduation_date", private="visa")
def elective_enrolled(person: Person) -> Held:
    """Electives on a visitor's visa are for enrolled students."""
    who = person.applicant
    if not visits(person, "abroad", "visitor", None):
        return passes("Your status says whether electives are open to you; ask the host's office.")
    done = graduated(who, person.today)
    if done:
        return passes(f"Electives end with graduation; then you observe{if_issued(person)}.")
    if done is None or who.enrolled is None:
        keys = ("graduation_date", "enrolled")
        missing = " and ".join(key for key in keys if getattr(who, key) is None)
        return unsaid(
            "An elective on a visitor's visa needs enrolment.",
            f"Add {missing} on the Profile page.",
        )
    if not who.enrolled:
        return warns(
            "An elective on a visitor's visa is for enrolled students, and you said that you are "
            "not enrolled.",
            "Observe only, or ask your school to certify enrolment before you travel.",
        )
    return passes(
        f"Electives are possible in the third or fourth year, until graduation{if_issued(person)}.",
        who.graduation_date,
    )


def visits(person: Person, *statuses: str | None) -> bool:
    """Whether they come on a visitor's visa: of one of these statuses, and in need of a visa."""
    who = person.applicant
    needs_none = who.visa == "none" or person.has_passport("United States")
    return who.us_status in statuses and not needs_none


@rule(fact="visitor_graduate", settles="us_status", private="visa")
def visitor_hands_off(person: Person) -> Held:
    """A graduate on a visitor's visa observes, and is never hands-on."""
    who = person.applicant
    if not visits(person, "abroad", "visitor") or not graduated(who, person.today):
        return passes("The ban on hands-on work concerns graduates who come as visitors.")
    if dict(who.experience).get("externship"):
        return warns(
            "Hands-on work as a graduate on a visitor's visa: whether it was allowed is unclear.",
            "Name it in applications as what it was, and speak to a lawyer before you apply for "
            "the next visa.",
        )
    return passes(f"Visitors observe: no histories, no examinations, no orders{if_issued(person)}.")


@rule(fact="status_end_date", settles="status_until", private="visa")
def status_end(person: Person) -> Held:
    """The status in the US has not ended."""
    who, end = person.applicant, person.applicant.status_until
    if who.us_status not in ENDING:
        return passes("No status in the US that ends on a day.")
    if who.status_pending or who.us_status == "pending":
        return passes(
            "An application for your status is pending, so the date alone does not decide; keep "
            "its receipt, and ask a lawyer what it allows."
        )
    if _has_card(who):
        return passes("For your status the work permit counts, by a rule of its own.")
    if end is None:
        return unsaid(
            "The last day of your US status is not said.",
            "Add status_until: the date of the I-94, or the end of the programme.",
        )
    if person.today > end:
        return broken(
            f"The date you entered for your status, {dated(end)}, has passed.",
            "Speak to a lawyer before you travel or file; if an extension is pending or you stay "
            "on another basis, say so on the Profile page.",
            end,
        )
    if end - person.today <= SOON:
        return warns(
            f"Your status ends on {dated(end)}.",
            "Ask now what extends it; a lawyer or the office of your school or employer knows.",
            end,
        )
    return passes(f"Your status in the US reaches to {dated(end)}.", end)


def _has_card(who: Applicant) -> bool:
    """Whether a work permit is what counts, and so its last day."""
    return who.us_status == "ead" or (who.us_status in PERMITS and bool(who.ead_category))


@rule(fact="ead_dates", settles="ead_category and status_until", private="visa")
def ead_counts(person: Person) -> Held:
    """A work permit counts with its category and its last day."""
    who, end = person.applicant, person.applicant.status_until
    if who.us_status in ("pending", "tps") and not who.ead_category and who.visa in (None, "none"):
        return unsaid(
            "Without a visa you work on a work permit, and none is named.",
            "Do you hold a work permit (C08, say)? Add ead_category and status_until on the "
            "Profile page.",
        )
    if not _has_card(who):
        return passes("No work permit to count with.")
    if not who.ead_category or end is None:
        return unsaid(
            "A work permit counts with its category and its last day.",
            "Add ead_category and status_until from the card on the Profile page.",
        )
    if person.today > end and not who.status_pending:
        return broken(
            f"The card ended on {dated(end)}; whether you may stay does not hang on the card "
            "alone.",
            "Speak to a lawyer before you travel, file or work.",
            end,
        )
    if end < max(person.today, person.day("residency_start")):
        return warns(
            f"The last day of the work permit is {dated(end)}, before residency begins.",
            "Find out how it is renewed, and tell programs the date with it.",
            end,
        )
    return passes(f"Your work permit reaches to {dated(end)}.", end)
