"""Invitations as they come: each text with the slots that it offers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from coach.facts.book import Facts
from coach.season.offered import Known, Mail, Slot
from coach.season.slots import read

TEXTS = Path(__file__).with_name("mails.txt").read_text(encoding="utf-8")


def cases() -> list[tuple[str, str, str]]:
    """Name, text and what is expected of each."""
    blocks = [block.partition("\n") for block in TEXTS.split("=== ")[1:]]
    return [(name, *body.rsplit("\n--- ", 1)) for name, _, body in blocks]  # type: ignore[misc]


def known(facts: Facts, today: date = date(2026, 11, 29)) -> Known:
    return Known.of(facts, today, 2027, "Asia/Karachi")


def told(slot: Slot) -> str:
    """A slot as the table has it."""
    utc = f"{slot.utc:%H:%M}" if slot.utc else "-"
    sure = "sure" if slot.sure else "asked"
    return f"{slot.start} {slot.zone or '-'} {utc} {slot.minutes or '-'} {sure}"


def about(mail: Mail) -> str:
    words = [mail.kind]
    words += ["hours 24"] * (mail.answer_hours == 24)
    words += ["money"] * mail.wants_money + ["password"] * mail.wants_password
    return " ".join(words)


@pytest.mark.parametrize(("name", "text", "wanted"), cases(), ids=lambda value: value[:30])
def test_reads_what_a_mail_offers(name: str, text: str, wanted: str, facts: Facts) -> None:
    mail = read(text, known(facts))
    head, *slots = wanted.strip().split("\n")
    head, _, answer = head.partition(" answer ")
    slots = [
        "2027" + slot[4:].removesuffix(" year+1") if slot.endswith("year+1") else slot
        for slot in slots
    ]
    read_so = [told(slot) for slot in mail.slots]
    # What is asked is shown all the same; what is sure must be so.
    assert {slot.rpartition(" ")[0] for slot in slots} <= {
        slot.rpartition(" ")[0] for slot in read_so
    }, [slot.why for slot in mail.slots]
    assert {slot for slot in read_so if slot.endswith("sure")} <= set(slots)
    assert about(mail) == head
    if answer:
        assert mail.answer_by and mail.answer_by.isoformat()[:16] == answer
    assert all(slot.sure != bool(slot.why) for slot in mail.slots)
