"""Rules of OET, Pathway and certificate for one applicant."""

from __future__ import annotations

from coach.records import Applicant, Held
from coach.rules.exams import OET_TASKS, TWELVE_MONTHS, steps
from coach.rules.held import Person, broken, dated, passes, rule, unsaid, warns


@rule(fact="oet_dates", settles="oet.passed and oet.date")
def oet_window(person: Person) -> Held:
    """The OET result is young enough for the season."""
    who, first = person.applicant, person.events["oet_earliest_test"]
    if settled := _pathway_stands(who):
        return passes(settled)
    if who.oet.passed is None and who.oet.day:
        return unsaid(
            f"OET was taken on {dated(who.oet.day)}, and its result is not said.",
            "Add oet.passed on the Profile page.",
        )
    if not who.oet.passed:
        return passes("No OET result yet, so none is too old.")
    if who.oet.day is None:
        return unsaid("The day of your OET is not said.", "Add oet.date on the Profile page.")
    if who.oet.day >= first.day:
        return passes(f"OET counts for {person.season}: tests from {dated(first.day)} do.")
    late = (
        f"OET of {dated(who.oet.day)} is older than the {person.season} season takes: tests "
        f"from {dated(first.day)}"
    )
    if first.status == "projected":
        return warns(
            f"{late} would count by the yearly step; the date is not published.",
            "Look at ECFMG's Pathways page once the season is open, before you pay for a test.",
        )
    return broken(
        f"{late} count, by a third-party table.",
        "Check ECFMG's page of the season; if it holds, book all four parts again, in one sitting.",
        reopens=OET_TASKS,
    )


def _pathway_stands(who: Applicant) -> str:
    """Why no English test is needed any more; "" where one is."""
    if who.certified or who.match_result == "matched":
        settled = "The certificate is issued" if who.certified else "You have matched"
        return f"{settled}, so no OET is asked of you."
    if who.step2cs_valid:
        return "A Step 2 CS pass that stands needs no Pathway and no OET."
    if who.pathway_accepted:
        return "An accepted Pathway stayed valid for the next Match in earlier seasons."
    return ""


@rule(fact="oet_one_sitting", settles="oet.one_sitting")
def oet_one_sitting(person: Person) -> Held:
    """All four parts are passed in one sitting."""
    who = person.applicant
    if who.oet.one_sitting is False and who.oet.passed and not _pathway_stands(who):
        return broken(
            "OET counts only with all four parts passed in one sitting.",
            "Book all four parts again; ask ECFMG if your result shows otherwise.",
            reopens=OET_TASKS,
        )
    return passes("Nothing says that the parts of OET were split.")


@rule(fact="pathway_one", settles="pathway")
def pathway_fits(person: Person) -> Held:
    """A Pathway follows from what one fits; it is no free choice."""
    who = person.applicant
    is_settled = who.certified or who.pathway_accepted
    if not is_settled and (doubt := _step2cs_doubt(who)):
        return warns(doubt, "Ask ECFMG.")
    if _pathway_stands(who) or who.pathway in (None, 1):
        return passes("One Pathway is enough; it follows from your licence, school and year.")
    says = {
        2: "Pathway 2 is for those who do not fit Pathway 1.",
        3: "Pathway 3 is for those who do not fit Pathway 1.",
        4: "Pathway 4 is for those who fit neither Pathway 1 nor 3.",
        5: "Pathway 5 is for a degree given jointly with a US school, and not for those who fit 1.",
        6: "Pathway 6 is for those who fit none of the others.",
    }
    return warns(
        says[who.pathway or 6], "Read ECFMG's page of your season before you collect papers."
    )


def _step2cs_doubt(who: Applicant) -> str:
    """What the former Step 2 CS leaves in doubt; "" for nothing."""
    if who.step2cs_valid and not all(step.passed for step in steps(who)[:2]):
        return "A Step 2 CS pass counts only within seven years of the others, and a Step is open."
    if who.step2cs_valid is False and who.step2cs_attempts and who.pathway != 6:
        return "If you failed Step 2 CS once, only Pathway 6 is open to you."
    return ""


@rule(fact="certificate_end_date", settles="certificate_until")
def certificate_end(person: Person) -> Held:
    """A certificate with an end date reaches over the first year of training."""
    who, end = person.applicant, person.applicant.certificate_until
    if not who.certified:
        return passes("No certificate yet.")
    if end is None:
        if who.step2cs_valid:
            return passes("A certificate that rests on Step 2 CS carries no Pathway's end.")
        return unsaid(
            "A Pathway certificate carries an end date.",
            "Read the date on your own certificate and add it on the Profile page.",
        )
    if person.today > end:
        return broken(
            f"The certificate ended on {dated(end)}.",
            "Ask ECFMG: twelve months of training or a full US licence make it lasting, else you "
            "go through a Pathway of the new season.",
            end,
            ("certificate",),
        )
    if end < person.day("residency_start") + TWELVE_MONTHS:
        return warns(
            f"The certificate ends on {dated(end)}, before the first year of training is over.",
            "Ask ECFMG about an extension before you rank.",
            end,
        )
    return passes(f"The certificate reaches to {dated(end)}, over the first year.", end)
