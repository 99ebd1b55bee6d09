"""A pasted invitation in words: its slots in the applicant's time, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from coach.logs.applications import Application
from coach.logs.interviews import Interview
from coach.logs.invites import Invite
from coach.records import CoachError
from coach.saying.text import Answer, Line, head, parted
from coach.season.pasted import OWN_MESSAGE, is_own_message
from coach.subjects.coach import Coach
from coach.subjects.inviting import LEAST_HOURS, Invited, Judged, Mail
from coach.subjects.options import Opt
from coach.wording import EASTERN, counted, hour_words, short, short_name

LEAST: Final = "the Match agreement gives you at least 48 hours"
MONEY: Final = (
    "It asks for money. Programs take no fee for an interview: this is a sign of a scam. Pay "
    "nothing, and ask the hospital by the number on its own page."
)
PASSWORD: Final = (
    "It asks for a password or other secrets. No program needs them: a sign of a scam. Send none."
)
WAITS: Final = "A waiting list, no offer: nothing is to be booked. Places do open again."
REFUSAL: Final = "a refusal: its application is kept as declined"
REFUSED: Final = "They do not offer an interview. It says nothing of the others."


def invite_read(
    coach: Coach,
    file: Annotated[Path, Opt("the text of the mail; - reads what is typed")],
    program: Annotated[str, Opt("the ACGME number of its program", "ID")] = "",
    book: Annotated[int | None, Opt("book the slot of this number", "N", low=1)] = None,
) -> Answer:
    """What an invitation offers; books one of its slots where asked to. Raises CoachError."""
    from coach.files.texts import read_text

    invited = coach.inviting.read(read_text(file), program)
    lines, says = preview(coach, invited), warnings(coach, invited)
    if book is not None:
        if book > len(invited.slots):
            raise CoachError(f"There is no slot {book}; it offers {len(invited.slots)}.")
        if not invited.slots[book - 1].slot.sure:
            raise CoachError(f"Slot {book} is not sure: {invited.slots[book - 1].slot.why}.")
        lines += [Line(), *_booked(coach, invited, book)]
    data = {
        "slots": [_slot(row, invited.program) for row in invited.slots],
        "kind": invited.mail.kind,
        "program_id": invited.program or None,
        "program": invited.name or None,
        "answer_by": invited.mail.answer_by,
        "answer_hours": invited.mail.answer_hours,
        "says": says,
        "booked": book,
    }
    return Answer(data, lines)


def _booked(coach: Coach, invited: Invited, number: int) -> list[Line]:
    """Books a slot; what it takes the place of."""
    if invited.slots[number - 1].is_booked and invited.before:
        return [head("Already booked: nothing changes.")]
    before = replaced(coach, invited)
    coach.inviting.book(invited, number - 1)
    place = [Line.of(f"In place of {before}.")] * bool(before)
    return [head(f"Booked: {number}. Undo takes it back."), *place]


def _slot(row: Judged, program: str) -> dict[str, object]:
    slot = row.slot
    return {
        "start": slot.start,
        "zone": slot.zone or None,
        "start_utc": f"{slot.utc:%Y-%m-%dT%H:%M}Z" if slot.utc else None,
        "minutes": slot.minutes,
        "program_id": program or None,
        "sure": slot.sure,
        "why": slot.why or None,
        "may_be": list(slot.choices),
        "own": row.own,
        "against": list(row.against),
        "marks": list(row.marks),
        "proposed": row.is_best,
    }


def preview(coach: Coach, invited: Invited) -> list[Line]:
    """All that a mail says."""
    named = invited.name or "Which program it is from, the text does not say."
    slots = [
        Line.of(f"{number:2}{'>' if row.is_best else ' '} {slot_words(coach, row)}", hang=4)
        for number, row in enumerate(invited.slots, 1)
    ]
    if any(row.is_best for row in invited.slots):
        slots.append(Line.of("   > is proposed: free, by day, the earliest of those.", "dim"))
    says = [Line.of(text) for text in warnings(coach, invited)]
    return [*parted([head(named)], slots or [Line.of("No slot is in it.")], says)]


def understood(coach: Coach, text: str) -> str:
    """What a mail says, in a line while it is typed."""
    try:
        invited = coach.inviting.read(text)
    except CoachError:
        return ""
    sure = sum(row.slot.sure for row in invited.slots)
    slots = f"{counted(len(invited.slots), 'slot')}, {sure} sure"
    kind = {"waitlisted": "a waiting list", "declined": REFUSAL}.get(invited.mail.kind, slots)
    return " · ".join(filter(None, (invited.name, kind)))


def is_mail(coach: Coach, text: str) -> bool:
    """Whether a text is the answer of a program, and no list of programs."""
    try:
        return coach.inviting.read(text).mail.kind != "unknown"
    except CoachError:
        return False


def own_programs(coach: Coach) -> dict[str, str]:
    """The programs of the applications, and those on the list, by number."""
    rows = coach.logs["applications"].entries().values()
    programs = {each.program: each.title for each in rows if isinstance(each, Application)}
    return programs | {each.id: short_name(each) for each in coach.programs.mine}


def replaced(coach: Coach, invited: Invited) -> str:
    """What is kept of its program already, in whose place a slot would be booked; "" for none."""
    invite = coach.logs["invites"].entries().get(invited.before)
    booked = coach.inviting.booked_with(invited.program)
    came = (
        f", came {short(invite.came, coach.today)}"
        if isinstance(invite, Invite) and invite.came
        else ""
    )
    words = (
        f"the invitation ({invite.state}{came})" if isinstance(invite, Invite) else "",
        f"the interview of {booked_words(booked)}" if booked else "",
    )
    return " and ".join(filter(None, words))


def booked_words(interview: Interview) -> str:
    """`8 Dec 2026 09:00`."""
    day = f"{interview.day:%-d %b %Y}" if interview.day else ""
    return f"{day} {interview.time}".strip()


def slot_words(coach: Coach, row: Judged) -> str:
    """`Tue 8 Dec 09:00 ET (19:00 yours) · 240 min · night where you are`."""
    slot, zone = row.slot, coach.profile.applicant.time_zone
    when = f"{slot.day:%a} {slot.day.day} {slot.day:%b %Y} {slot.time}".rstrip()
    if slot.utc:
        at = slot.utc.astimezone(ZoneInfo(slot.zone or "UTC"))
        when = hour_words(at, zone, weekday=True)
        if slot.zone != EASTERN:
            place = (slot.zone or "UTC").rpartition("/")[2].replace("_", " ")
            when = when.replace(f"{at:%H:%M}", f"{at:%H:%M} {place}", 1)
    minutes = f"{slot.minutes} min" if slot.minutes else ""
    unsure = f"? {slot.why}" if slot.why else ""
    booked = "already booked" * row.is_booked
    # What is in doubt comes first, for a narrow screen cuts the end.
    return " · ".join(filter(None, (when, booked, unsure, *row.against, minutes, *row.marks)))


def warnings(coach: Coach, invited: Invited) -> list[str]:
    """What is to be known before an answer, the worst first."""
    mail = invited.mail
    told = [MONEY] * mail.wants_money + [PASSWORD] * mail.wants_password
    told += [OWN_MESSAGE] * (mail.kind == "unknown" and is_own_message(invited.text))
    if other := coach.inviting.otherwise(invited):
        told.append(f"The mail says “{other}”; is it of this program?")
    told += [WAITS] * (mail.kind == "waitlisted") + [REFUSED] * (mail.kind == "declined")
    told += _of_answer(coach, mail) if mail.kind == "invited" else []
    told += [f"Not an interview: {aside.text}" for aside in mail.asides if aside.what == "social"]
    told += [f"There is no such day: {aside.text}" for aside in mail.asides if aside.what == "off"]
    return told + _of_slots(coach, invited)


def _of_slots(coach: Coach, invited: Invited) -> list[str]:
    """What is kept of its program, and what is full."""
    told = list[str]()
    if before := replaced(coach, invited):
        stays = any(row.is_booked for row in invited.slots)
        then = "It offers the same hour again" if stays else "Booking this takes its place"
        told.append(f"Kept already: {before}. {then}; notes stay.")
    if full := [
        slot_words(coach, row).partition(" · ")[0] for row in invited.slots if row.slot.full
    ]:
        told.append(f"Full, by the mail: {'; '.join(full)}.")
    if invited.slots and not any(row.is_free for row in invited.slots):
        told.append("None of its slots is free and sure: ask the program for others.")
    return told


def _of_answer(coach: Coach, mail: Mail) -> list[str]:
    """By when it wants an answer, and what the Match agreement says of that."""
    if mail.answer_hours and mail.answer_hours < LEAST_HOURS:
        return [
            f"It wants an answer within {mail.answer_hours} hours; {LEAST} from when it came. "
            "Answer today if you can; nobody may demand it sooner. It is noted."
        ]
    if mail.answer_hours:
        return [f"It wants an answer within {mail.answer_hours} hours of its coming."]
    if mail.answer_by is None:
        return [f"No day for the answer is named; {LEAST}. Answer today if you can."]
    zone = ZoneInfo(coach.profile.applicant.time_zone or EASTERN)
    at = mail.answer_by.astimezone(zone)
    return [
        f"Answer by {at:%a} {at.day} {at:%b %H:%M} your time; {LEAST}, and no promise that days "
        "stay free: answer today if you can."
    ]
