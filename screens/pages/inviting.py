"""An invitation pasted, its slots shown in one's own time, and one of them booked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from coach.saying import inviting as saying
from coach.typed_words import known
from screens.widgets.ask import Ask, AskLines
from screens.widgets.choose import Choose

if TYPE_CHECKING:
    from coach.subjects.inviting import Interview, Invite, Invited
    from screens.pages.page import Page

ANSWERS: Final = {
    "offered": "none yet: keep what is offered",
    "waitlisted": "none: they put me on a waiting list",
    "declined": "none: I decline it",
}
ANSWERS_TO_A_REFUSAL: Final = {
    "refused": "keep my application as declined",
    "offered": "it is no refusal: keep it as an invitation",
    "waitlisted": ANSWERS["waitlisted"],
}
QUESTIONS: Final = {
    "zone": "In which time zone is it? (ET, CT, Chicago)",
    "day": "Which day is meant? (8 dec 2026)",
    "time": "At what time there? (9:30 am)",
}
NOTICE: Final = (
    "Tell the program yourself, one to two weeks ahead where it can be: another applicant may take "
    "the day. The coach sends nothing."
)


async def paste(page: Page) -> None:
    """Asks for a mail, and for what it leaves open; books what is chosen."""
    inviting = page.coach.inviting
    text = await page.ask(
        AskLines(
            "Paste the mail of the program",
            hint="All of it, as it came; nothing is kept before you choose",
            check=inviting.read,
            understood=partial(saying.understood, page.coach),
        )
    )
    await show(page, inviting.read(text))


async def show(page: Page, invited: Invited) -> None:
    """Shows what a mail offers, and keeps what is chosen."""
    inviting = page.coach.inviting
    if not invited.program:
        own, question = saying.own_programs(page.coach), "Which of your programs is it from?"
        program = await page.ask(Choose(question, known(own), may_stay_open=False))
        invited = inviting.of_program(invited, program)
    chosen = await _chosen(page, invited)
    if chosen == "refused":
        await page.attempt("Kept as declined.", page.coach.pasting.refused, invited.program)
    elif chosen in ANSWERS:
        await _confirm(page, invited.program, chosen)
        await page.attempt("Kept.", inviting.answer, invited, chosen)
    else:
        await _book(page, invited, int(chosen))
    _stand(page, invited.program)


async def _book(page: Page, invited: Invited, number: int) -> None:
    """Asks what a slot leaves open, and books it."""
    inviting = page.coach.inviting
    while not (invited.slots[number].slot.sure or invited.mail.is_scam):
        invited = await _asked(page, invited, number)
    row, before = invited.slots[number], inviting.booked_with(invited.program)
    if row.is_booked and invited.before:
        page.footer.say("Already booked: nothing changes.")
        return
    if before and not row.is_booked:
        booked = f"{saying.booked_words(before)} is booked with them; it moves."
        await page.confirm("Book this one instead?", booked, yes="book it")
    await page.attempt("Booked.", inviting.book, invited, number)


async def _confirm(page: Page, program: str, state: str) -> None:
    """Asks before an answer lets an interview go."""
    if before := page.coach.inviting.booked_with(program):
        goes = "it stays" if state == "offered" else f"it is cancelled with it. {NOTICE}"
        text = f"{saying.booked_words(before)} is booked with them; {goes}"
        await page.confirm("Keep this answer all the same?", text, yes="keep it")


def _stand(page: Page, program: str) -> None:
    """Puts the cursor on the invitation, or on its interview or what is to be done for it."""
    inviting = page.coach.inviting
    key, booked = inviting.kept_of(program), inviting.booked_with(program)
    places = (f"interviews/{booked.key}" if booked else f"invites/{key}/answer", key)
    if place := next((each for each in places if each in page.rows.keys), ""):
        page.go_to(place)


async def _chosen(page: Page, invited: Invited) -> str:
    """The slot that is chosen, by its place, the one that is booked or proposed first; else an
    answer. Those that are full are no choice."""
    rows = {str(place): row for place, row in enumerate(invited.slots) if not row.slot.full}
    best = [key for key in rows if rows[key].is_booked] + [key for key in rows if rows[key].is_best]
    first = {"waitlisted": "waitlisted", "declined": "refused"}.get(invited.mail.kind, "offered")
    question = " ".join((f"{invited.name}.", *saying.warnings(page.coach, invited)))
    slots = {key: saying.slot_words(page.coach, row) for key, row in rows.items()}
    answers = ANSWERS_TO_A_REFUSAL if first == "refused" else ANSWERS
    return await page.pick(question, slots | answers, [*best, first][0])


async def _asked(page: Page, invited: Invited, number: int) -> Invited:
    """With the answer to what a slot leaves open."""
    slot, told = invited.slots[number].slot, page.coach.inviting.told
    # What is likely stands there already: Enter says that it is so.
    likely = {
        "zone": slot.zone or next(iter(slot.choices), ""),
        "day": f"{slot.day.day} {slot.day:%b %Y}".lower(),
        "time": slot.time,
    }
    text = await page.ask(
        Ask(
            QUESTIONS[slot.asks or "zone"],
            value=likely[slot.asks or "zone"],
            hint=" ".join(
                filter(None, (f"{slot.start}: {slot.why}.", slot.text and f"“{slot.text}”"))
            ),
            check=partial(told, invited, number),
        )
    )
    return told(invited, number, text)


async def book(page: Page, invite: Invite) -> None:
    """Books one of the slots that an invitation keeps."""
    if invited := await page.attempt("", page.coach.inviting.kept, invite.key):
        await show(page, invited)


async def waiting(page: Page, invite: Invite) -> None:
    """Keeps that the program put one on a waiting list."""
    await _keep(page, invite, "waitlisted")


async def declined(page: Page, invite: Invite) -> None:
    """Keeps that one declined."""
    await _keep(page, invite, "declined")


async def _keep(page: Page, invite: Invite, state: str) -> None:
    await _confirm(page, invite.program, state)
    await page.attempt("Kept.", page.coach.logs["invites"].set, invite.key, {"state": state})


async def cancel(page: Page, interview: Interview) -> None:
    """Cancels an interview, after saying what is owed."""
    await page.confirm(f"Cancel {interview.title}?", NOTICE, yes="cancel it")
    log = page.coach.logs["interviews"]
    await page.attempt("Cancelled here.", log.set, interview.key, {"state": "cancelled"})
