"""Files in and out: what would change is shown first, then taken as one act or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from coach.subjects.kept import with_words
from screens.pages.asking import LeftOpen, lines_of
from screens.pages.page import Page
from screens.widgets.ask import Ask

KINDS: Final = {
    "facts": "facts of programs that I read (a column per fact)",
    "programs": "my marks of programs: apply, maybe, no",
}
"""What a table may hold: kinds of `coach import`."""
SHOWN_LINES: Final = 10
"""Lines of a preview above the question; the command shows all of them."""


async def read_in(page: Page) -> None:
    """Asks for a file: a profile (TOML) or a table (CSV, XLSX, JSON)."""
    name = await page.ask(Ask("Which file? A profile (.toml), or a table (.csv .xlsx .json)"))
    file = Path(name).expanduser()
    if file.suffix.lower() == ".toml":
        page.attempt(f"Read {file.name}", page.coach.profile.read_in, file)
    elif name:
        await _read_table(page, file)


async def _read_table(page: Page, file: Path) -> None:
    """Asks what a table holds, and takes it in."""
    logs = {name: log.about for name, log in with_words().items()}
    kind = await page.pick("What is in it?", KINDS | logs)
    await _take_in(page, file, [kind, "import"] if kind in logs else ["import", kind])


async def read_log(page: Page) -> None:
    """Asks for a table with rows of the page's log, and takes it in."""
    name = await page.ask(Ask(f"Which file holds the {page.page}? .csv .xlsx .json"))
    if name:
        await _take_in(page, Path(name).expanduser(), [page.page, "import"])


async def _take_in(page: Page, file: Path, words: list[str]) -> None:
    """Shows what a table would change, and takes it in where that is wanted."""
    command = [*words, str(file)]
    preview = await lines_of(page, [*command, "--preview"])
    shown = [line for line in preview if line.strip()][:SHOWN_LINES]
    await page.confirm(f"Take this in from {file.name}?", "\n".join(shown), yes="take it")
    lines = await lines_of(page, command)
    page.coach.refresh()
    page.reload()
    first = next((line for line in lines if line.strip()), f"Read {file.name}")
    page.footer.say(f"{first}   u undo")


async def write_profile(page: Page) -> None:
    """Writes the profile to a file; one that is there is replaced only after `y`."""
    file = str(Path.home() / "coach-profile.toml")
    path = await new_file(page, Ask("Write the profile to which file?", value=file))
    page.coach.profile.write_out(path, force=True)
    page.footer.say(f"Written to {path}: it holds scores and visa, keep it private.")


async def write_list(page: Page) -> None:
    """Writes the application list to a file; one that is there is replaced only after `y`."""
    await write_kind(page, "list", "applications.csv")


async def write_kind(page: Page, kind: str, name: str) -> None:
    """Asks for a file and writes one kind of `coach export` to it."""
    question = "Write the list to which file? .csv .xlsx .md .json"
    path = await new_file(page, Ask(question, value=str(Path("~") / name)))
    lines = await lines_of(page, ["export", kind, str(path), "--force"])
    page.footer.say(" ".join(line for line in lines if line) or f"Written: {path}")


async def write_log(page: Page) -> None:
    """Writes the page's log to a file; one that is there is replaced only after `y`."""
    start = str(Path("~") / f"{page.page}.csv")
    path = await new_file(page, Ask("Write it to which file? .csv .xlsx .md .json", value=start))
    lines = await lines_of(page, [page.page, "export", str(path), "--force"])
    page.footer.say(" ".join(line for line in lines if line) or f"Written: {path}")


async def new_file(page: Page, question: Ask) -> Path:
    """Asks for the name of a file to write; one that is there only after `y`."""
    name = await page.ask(question)
    if not name:
        raise LeftOpen
    path = Path(name).expanduser()
    if path.exists():
        await page.confirm(f"{path} is there already.", yes="replace it")
    return path
