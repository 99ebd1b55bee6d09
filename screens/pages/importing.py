"""Reading files in: what would change is shown first, then taken as one act or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from coach.profile.files import read_file
from screens.pages.advice import ask_command
from screens.widgets.ask import Ask, Confirm, Pick

if TYPE_CHECKING:
    from screens.pages.page import Page

KINDS: Final = {
    "facts": "facts of programs that I read (a column per fact)",
    "programs": "my marks of programs: apply, maybe, no",
}
"""What a table may hold: kinds of `coach import`."""
SHOWN_LINES: Final = 10
"""Lines of a preview above the question; the command shows all of them."""


def ask_import(page: Page) -> None:
    """Asks for a file: a profile (TOML) or a table (CSV, XLSX, JSON)."""

    def named(text: str | None) -> None:
        if not text or not text.strip():
            return
        file = Path(text.strip()).expanduser()
        if file.suffix.lower() == ".toml":
            page.attempt(
                lambda: page.coach.profile.change(read_file(file), f"Profile from {file.name}"),
                f"Read {file.name}",
            )
            return
        page.app.push_screen(
            Pick("What is in it?", KINDS),
            lambda kind: page.begin(_preview(page, kind[0], file)) if kind else None,
        )

    page.app.push_screen(Ask("Which file? A profile (.toml), or a table (.csv .xlsx .json)"), named)


async def _preview(page: Page, kind: str, file: Path) -> None:
    lines, problem = await ask_command(page, ["import", kind, str(file), "--preview"])
    if problem:
        page.footer.say(problem, "warn")
        return

    def answered(take: bool | None) -> None:
        if take:
            page.begin(_take(page, kind, file))

    text = "\n".join(line for line in lines if line.strip())
    shown = "\n".join(text.splitlines()[:SHOWN_LINES])
    page.app.push_screen(Confirm(f"Take this in from {file.name}?", shown, yes="take it"), answered)


async def _take(page: Page, kind: str, file: Path) -> None:
    lines, problem = await ask_command(page, ["import", kind, str(file)])
    page.coach.refresh()
    page.reload()
    said = next((line for line in lines if line.strip()), f"Read {file.name}")
    page.footer.say(problem or f"{said}   u undo", "warn" if problem else "")
