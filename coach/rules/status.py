"""Rules of status and visa for one applicant: dated facts, never legal advice."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from coach.records import Held
from coach.rules.conditions import PERMITS, graduated
from coach.rules.held import Person, broken, dated, passes, rule, unsaid, warns

VISITING: Final = ("abroad", "visitor")
ENDING: Final = ("visitor", "student", "work", *PERMITS)
"""Statuses that end on a day."""
SOON: Final = timedelta(days=180)
"""Days before the end from which it is named; a work permit may be renewed so early (S56)."""


@rule(fact="visitor_student", settles="enrolled and graduation_date", private="visa")
def elective_enrolled(person: Person) -> Held:
    """Electives on a visitor's visa are for enrolled students."""
    who = person.applicant
    if who.us_status not in (*VISITING, None):
        return passes("Your status says what you may do; ask the host's office.")
    done, months = graduated(who, person.today), dict(who.experience).get("elective", 0)
    if done:
        return passes("Electives are over with graduation; on a visitor's visa you observe.")
    if who.enrolled is False:
        return broken(
            "An elective on a visitor's visa is for enrolled students, and you said that you are "
            "not enrolled.",
            "Observe only, or ask your school to certify enrolment before you travel.",
            reopens=("usce_options",),
        )
    if done is None or who.enrolled is None:
        return unsaid(
            "An elective on a visitor's visa needs enrolment.",
            "Add graduation_date and enrolled on the Profile page.",
        )
    extra = " Those that you have stay what they are." if months else ""
    return passes(f"Electives are possible until graduation.{extra}", who.graduation_date)


@rule(fact="visitor_graduate", settles="us_status", private="visa")
def visitor_hands_off(person: Person) -> Held:
    """A graduate on a visitor's visa observes, and is never hands-on."""
    who = person.applicant
    if who.us_status not in VISITING or not graduated(who, person.today):
        return passes("It concerns graduates who come as visitors.")
    if dict(who.experience).get("externship"):
        return warns(
            "Hands-on work as a graduate on a visitor's visa: whether it was allowed is unclear.",
            "Name it in applications as what it was, and speak to a lawyer before you apply for "
            "the next visa.",
        )
    return passes("As a visitor you observe: no histories, no examinations, no orders.")


@rule(fact="status_end_date", settles="status_until", private="visa")
def status_end(person: Person) -> Held:
    """The status in the US has not ended."""
    who, end = person.applicant, person.applicant.status_until
    if who.us_status not in ENDING:
        return passes("No status in the US that ends on a day.")
    if who.status_pending:
        return unsaid(
            "An application for your status is pending, so the date alone does not decide.",
            "Keep its receipt at hand; a lawyer tells what it allows.",
        )
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
    return passes(f"It reaches to {dated(end)}.", end)


@rule(fact="ead_dates", settles="ead_category and status_until", private="visa")
def ead_counts(person: Person) -> Held:
    """A work permit counts with its category and its last day."""
    who, start = person.applicant, person.day("residency_start")
    if who.us_status not in PERMITS or (who.us_status != "ead" and not who.ead_category):
        return passes("No work permit to count with.")
    if not who.ead_category or who.status_until is None:
        return unsaid(
            "A work permit counts with its category and its last day.",
            "Add ead_category and status_until from the card on the Profile page.",
        )
    if who.status_until < start:
        return warns(
            f"The work permit ends on {dated(who.status_until)}, before residency begins.",
            "Find out how it is renewed, and tell programs the date with it.",
            who.status_until,
        )
    return passes(f"It reaches to {dated(who.status_until)}.", who.status_until)
