"""A pasted invitation: read, held against what is booked, and kept with the interview it brings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from coach.logs.applications import APPLICATIONS
from coach.logs.exams import EXAMS, NAMES
from coach.logs.interviews import INTERVIEWS, Interview as Interview
from coach.logs.invites import INVITES, Invite as Invite
from coach.logs.of_a_season import check_hour
from coach.records import CoachError, Program, Record, replace
from coach.season import pasted
from coach.season.clashes import Busy, Hindrances, Judged as Judged, judged
from coach.season.offered import LEAST_HOURS as LEAST_HOURS, Asks, Known, Mail as Mail, Slot
from coach.season.slots import read
from coach.season.talks import starts
from coach.subjects.options import FromState, Subject, as_one
from coach.subjects.reading import LineReading
from coach.wording import EASTERN

if TYPE_CHECKING:
    from coach.logs.log import Entry
    from coach.store.changes import Act
    from coach.subjects.logs import LogSubject

LIKE: Final = {"day": "8 dec 2026", "time": "9:30 am", "zone": "ET or America/Chicago"}
LONGEST: Final = 20_000
"""Characters of a mail."""
MOST_NUMBERS: Final = 500
"""In one mail: reading takes longer than one would wait with more."""


class Invited(Record):
    """What a pasted mail says, as it stands for the applicant."""

    mail: Mail
    slots: tuple[Judged, ...]
    program: str = ""
    """Its ACGME id; "" where the text names none that is known, or several."""
    name: str = ""
    before: str = ""
    """The key of an invitation of this program that is kept already."""
    text: str = ""
    """As it was pasted; "" for one that is kept."""


class InvitingSubject(Subject):
    """Reads invitations, and books what they offer."""

    _logs: Mapping[str, LogSubject]

    interviews = FromState(lambda state: list(state.kept(INTERVIEWS).values()))
    """All that are kept."""

    def read(self, text: str, program: str = "") -> Invited:
        """What a mail offers; nothing is kept. Raises CoachError for what is no text of a mail."""
        if not re.search(r"\w", text):
            raise CoachError("It is empty: paste the text of the mail.")
        if len(text) > LONGEST:
            raise CoachError(f"{len(text):,} characters are no mail; paste its text alone.")
        if len(re.findall(r"\d+", text)) > MOST_NUMBERS:
            raise CoachError("There are more numbers in it than in any mail; paste its text alone.")
        program = program or self._named(text)
        known = self._state.facts.program(program) if program else None
        states = self._state.facts.states
        zones = states[known.state].zones if known and known.state in states else ()
        mail = read(text, self._known, zones)
        return self._stands(mail, known, text)

    def _stands(self, mail: Mail, program: Program | None, text: str) -> Invited:
        rows = judged(mail.slots, self._hindrances(program.id if program else ""))
        if program is None:
            return Invited(mail, rows, text=text)
        booked = self.booked_with(program.id)
        if at := booked and starts(booked):
            rows = tuple(replace(row, is_booked=row.slot.utc == at) for row in rows)
        name = f"{program.name.removesuffix(' Program')}, {program.specialty}"
        return Invited(mail, rows, program.id, name, self.kept_of(program.id), text)

    def kept_of(self, program: str) -> str:
        """The key of the invitation of a program in this season; "" for none."""
        season = (program, self._state.season)
        rows = self._state.kept(INVITES).items()
        return next((key for key, each in rows if (each.program, each.season) == season), "")

    def otherwise(self, invited: Invited) -> str:
        """What in the text is not of the program it is taken for; "" for nothing."""
        program = self._state.facts.program(invited.program)
        return LineReading(self._state).otherwise(program, invited.text) if program else ""

    def told(self, invited: Invited, number: int, text: str) -> Invited:
        """With what the applicant typed for what a slot leaves open; a zone holds for all that lack
        one. Raises CoachError."""
        asks, reading = invited.slots[number].slot.asks, LineReading(self._state)
        value = reading.day(text, "day") if asks == "day" else reading.named(asks or "zone", text)
        if not value:
            raise CoachError(f"“{text}” is no {asks}; as in {LIKE[asks or 'zone']}.")
        slots = [
            _settled(row.slot, asks, value)
            if place == number or asks == row.slot.asks == "zone"
            else row.slot
            for place, row in enumerate(invited.slots)
        ]
        mail = replace(invited.mail, slots=tuple(slots))
        return self._stands(mail, self._state.facts.program(invited.program), invited.text)

    def kept(self, key: str) -> Invited:
        """An invitation that is kept, with the slots that it offered. Raises CoachError."""
        invite = self._state.kept(INVITES)[key]
        if not invite.slots:
            raise CoachError(f"{invite.title}: no slots are kept; paste its mail (p).")
        slots = tuple(_read_again(text, invite.minutes) for text in invite.slots)
        mail = Mail("invited", slots)
        return self._stands(mail, self._state.facts.program(invite.program), "")

    def of_program(self, invited: Invited, program: str) -> Invited:
        """The same of a program that the text did not name."""
        return self._stands(invited.mail, self._state.facts.program(program), invited.text)

    def booked_with(self, program: str) -> Interview | None:
        """The interview ahead that is booked with a program."""
        return _booked(self._state.kept(INTERVIEWS), program, self._state.today)

    @as_one
    def book(self, invited: Invited, number: int) -> Entry:
        """Keeps invitation, interview and application in one act. Raises CoachError."""
        row = invited.slots[number]
        slot = row.slot
        if invited.mail.is_scam:
            raise CoachError(
                f"Not booked: {slot.why}. Ask the hospital by a number of its own page."
            )
        if slot.utc is None or not slot.time or not slot.sure:
            raise CoachError(
                f"{slot.start}: {slot.why or 'no hour is named'}; ask the program first."
            )
        if row.against:
            raise CoachError(f"{slot.start}: {'; '.join(row.against)}. Choose another.")
        zone, there = slot.zone, datetime.fromisoformat(slot.start)
        if not zone:
            zone, there = "UTC", slot.utc.replace(tzinfo=None)
        form = invited.mail.form
        new = Interview(program=self._known_program(invited), name=invited.name, form=form)
        with self._state.act("") as act:
            # One that is booked with them moves: what else was told of it stays.
            before = _booked(act.rows(INTERVIEWS), new.program, act.at.date()) or new
            interview = replace(
                before,
                day=there.date(),
                time=f"{there:%H:%M}",
                zone=zone,
                minutes=slot.minutes or before.minutes,
            )
            whole = self._logs["interviews"].put(act, interview)
            self._answer(act, invited, "booked")
            act.title = f"Booked: {self._logs['interviews'].log.title(whole)}"
        return whole

    @as_one
    def answer(self, invited: Invited, state: str) -> None:
        """Keeps an invitation as waitlisted, declined or offered. Raises CoachError."""
        self._known_program(invited)
        with self._state.act("") as act:
            self._answer(act, invited, state)
            act.title = f"{state.capitalize()}: {invited.name}"

    def _known_program(self, invited: Invited) -> str:
        if not invited.program:
            raise CoachError("Which program is it from? Name its ACGME number: --program ID.")
        return invited.program

    def _answer(self, act: Act, invited: Invited, state: str) -> Entry:
        mail = invited.mail
        lengths = {row.slot.minutes for row in invited.slots}
        before = act.get(INVITES, invited.before) if invited.before else None
        before = before or Invite(program=invited.program, name=invited.name)
        note = before.note
        demand = f"It asked for an answer within {mail.answer_hours} hours."
        if (mail.answer_hours or LEAST_HOURS) < LEAST_HOURS and demand not in note:
            note = f"{note} {demand}".strip()
        values: dict[str, object] = {
            "state": state,
            "slots": [*filter(None, (_kept(row.slot) for row in invited.slots))] or before.slots,
            "minutes": lengths.pop() if len(lengths) == 1 else before.minutes,
            "answer_by": _answer_by(mail, before, self._state.now()),
            "note": note,
        }
        return self._logs["invites"].put(act, INVITES.again(before, **values))

    # What a mail is read with

    @property
    def _known(self) -> Known:
        zone = self._state.applicant.time_zone or ""
        return Known.of(self._state.facts, self._state.today, self._state.season, zone)

    def _hindrances(self, program: str) -> Hindrances:
        """What is booked with others, and the days of exams."""
        exams = self._state.kept(EXAMS).values()
        days = {day: NAMES.get(exam.key, exam.key) for exam in exams if (day := exam.planned)}
        now = self._state.now()
        now = now if now.tzinfo else now.astimezone()
        last = self._state.days_of(self._state.season)["nrmp_rol_deadline"]
        zone = self._state.applicant.time_zone or EASTERN
        return Hindrances(tuple(self._booked(program)), days, zone, now, last)

    def _booked(self, program: str) -> Iterator[Busy]:
        for each in self._state.kept(INTERVIEWS).values():
            if each.state == "booked" and each.day and each.program != program:
                zone = ZoneInfo(each.zone or EASTERN)
                start = datetime.fromisoformat(f"{each.day}T{each.time or '08:00'}").replace(
                    tzinfo=zone
                )
                yield Busy(each.title, start.astimezone(UTC), each.minutes)

    def _named(self, text: str) -> str:
        """The program that a text names: of the applications first; "" for none, or several."""
        number = pasted.NUMBER.search(text)
        if number and self._state.facts.program(number[0]):
            return number[0]
        applied = {each.program for each in self._state.kept(APPLICATIONS).values()}
        return self._fitting(applied, text) or self._fitting(self._likely(text), text)

    def _fitting(self, keys: Iterable[str], text: str) -> str:
        """The program whose name, and where several have it whose specialty, is in the text."""
        programs = filter(None, map(self._state.facts.program, keys))
        fitting = [program for program in programs if pasted.is_named(program, text)]
        of_it = [each for each in fitting if each.specialty.casefold() in text.casefold()]
        fitting = of_it or fitting
        return fitting[0].id if len(fitting) == 1 else ""

    def _likely(self, text: str) -> set[str]:
        """Programs that are like a name in the text."""
        reading = LineReading(self._state)
        meant = map(reading.meant, pasted.names_in(text).values())
        return {each.id for row in meant for each in (*filter(None, [row.sure]), *row.likely)}


def _answer_by(mail: Mail, before: Invite, now: datetime) -> str:
    """The last moment for an answer; within hours, at the latest so long after the mail was pasted,
    for when it came is not known to the hour."""
    by = mail.answer_by
    if mail.answer_hours and not (by or before.answer_by):
        by = now.astimezone(UTC) + timedelta(hours=mail.answer_hours)
    return f"{by:%Y-%m-%dT%H:%MZ}" if by else before.answer_by


def _booked(kept: Mapping[str, Interview], program: str, today: date) -> Interview | None:
    ahead = (each for each in kept.values() if (each.day or date.max) >= today)
    return next((each for each in ahead if (each.program, each.state) == (program, "booked")), None)


def _kept(slot: Slot) -> str:
    """A slot as an invitation keeps it; "" for one whose hour is not known, or that is full."""
    if slot.utc is None or slot.full:
        return ""
    zone = slot.zone or "UTC"
    return f"{slot.utc.astimezone(ZoneInfo(zone)).isoformat(timespec='minutes')} {zone}"


def _settled(slot: Slot, asks: str, value: str | date) -> Slot:
    """A slot with what was asked about it. Raises CoachError for an hour that there is not."""
    zone = value if asks == "zone" and isinstance(value, str) else slot.zone
    hour = value if asks == "time" and isinstance(value, str) else slot.time
    day = value if isinstance(value, date) else slot.day
    if not (zone and hour):
        lacks: Asks = "zone" if hour else "time"
        why = f"no {'time zone' if hour else 'hour'} is named"
        return replace(slot, day=day, time=hour, zone=zone, utc=None, asks=lacks, why=why)
    at = datetime.fromisoformat(f"{day}T{hour}")
    check_hour(at, zone)
    utc = at.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return replace(slot, day=day, time=hour, zone=zone, utc=utc, sure=True, why="", asks="")


def _read_again(text: str, minutes: int | None) -> Slot:
    """A slot as an invitation keeps it."""
    start, _, zone = text.partition(" ")
    at = datetime.fromisoformat(start)
    return Slot(
        day=at.date(),
        time=f"{at:%H:%M}",
        zone=zone,
        utc=at.astimezone(UTC),
        minutes=minutes,
        sure=True,
    )
