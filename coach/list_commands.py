"""The commands of every list and of the text below it, of the history, copying and the mouse."""

from __future__ import annotations

from typing import Final

from coach.records import DETAIL, LIST, Command

KEYS: Final = {
    LIST: (
        ("down", "j,down", "Go down a row.", "move(1)"),
        ("up", "k,up", "Go up a row.", "move(-1)"),
        ("top", "home", "Go to the first row; gg does the same.", "first"),
        ("g", "g", "Pressed twice: go to the first row.", "g"),
        ("bottom", "G,end", "Go to the last row.", "last"),
        ("half_down", "ctrl+d", "Go down half a page.", "page(1, 2)"),
        ("half_up", "ctrl+u", "Go up half a page.", "page(-1, 2)"),
        ("page_down", "pagedown", "Go down a page.", "page(1)"),
        ("page_up", "pageup", "Go up a page.", "page(-1)"),
        ("mark", "full_stop", "Mark the row and go down; again takes its mark away.", "mark"),
        (
            *("range", "V"),
            "Mark rows as you move, until you press it again; a key of the page then does its work "
            "on all that are marked, u takes it back at once, Esc unmarks.",
            "range",
        ),
    ),
    DETAIL: (
        ("down", "J", "Read on, a line.", "read(1)"),
        ("up", "K", "Read back, a line.", "read(-1)"),
        ("page_down", "ctrl+f", "Read on, a page.", "leaf(1)"),
        ("page_up", "ctrl+b", "Read back, a page.", "leaf(-1)"),
    ),
}
"""By place: name, keys, sentence, action."""
IN_LISTS: Final = tuple(
    Command(f"{place}.{name}", key, "", text, action, (place,))
    for place, rows in KEYS.items()
    for name, key, text, action in rows
)
BACK: Final = (
    ("redo", "U", "", "Do again what was taken back last.", "redo", (), 0),
    ("history", "Z", "", "Read what was done when; go back to any point of it.", "history", (), 0),
    (
        *("history.back", "enter", "back to here"),
        "Go back to here: what was done later is taken back.",
        *("back_to_here()", ("history",), 10),
    ),
)
TOLD: Final = (
    ("redo", "redo", "history.redone", "redone"),
    ("history", "history.history", "history.history", "history"),
    ("back", "history.back", "history.fallen", "taken_back"),
)
"""The same on the command line: words, act, what says it, what gives it."""
RELIED: Final = "Read what you relied on and is said otherwise now."
TOLD_OTHERWISE: Final = Command(
    *("week.recall", "v", "", RELIED, "go('recall')"),
    pages=("week",),
    words="recall",
    act="recall.recalls",
    says="recall.recalls",
    gives="recalls",
)
OPENED: Final = ("recall.open", "enter", "go there", "Go to what was decided by it.", "open")
SEEN: Final = ("recall.look", "space", "looked at", "Say that you looked at it again.", "look")
RECALL: Final = (
    TOLD_OTHERWISE,
    *(Command(*row, ("recall",), rank) for rank, row in enumerate((OPENED, SEEN), 10)),
)
"""What a later release takes back, and the way to it."""
EVERYWHERE: Final = (
    *(Command(*row, *told) for row, told in zip(BACK, TOLD, strict=True)),
    Command(
        *("backups", "b", "backups", "See the copies of everything; make one, go back to one."),
        *("backup_acts.backups()", ("history",), 20),
        words="backups",
        act="backups.backups",
        says="backups.backups",
        gives="backups",
    ),
    Command("copy", "Y", "", "Copy the link, question or line, over SSH too.", "copy"),
    Command("mouse", "B", "", "Take clicks, or leave the mouse to the terminal.", "mouse"),
)
