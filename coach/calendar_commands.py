"""The commands of the calendar, and the way to it."""

from __future__ import annotations

from typing import Final

from coach.records import Command

LEADS: Final = "Go to the calendar: deadlines, interviews and what is due, by months."
OPENS: Final = "Go to the task or entry behind the line; read a date that has none."
ROWS: Final = (
    ("week.calendar", "c", "calendar", LEADS, "go('calendar')", 17),
    ("calendar.open", "enter", "open", OPENS, "open", 10),
    ("calendar.next", "l,right,right_square_bracket", "next month", "", "month(1)", 20),
    ("calendar.previous", "h,left,left_square_bracket", "month before", "", "month(-1)", 22),
)
CALENDAR: Final = tuple(
    Command(name, key, label, text or f"Go to the {label}.", action, (name.split(".")[0],), rank)
    for name, key, label, text, action, rank in ROWS
)
