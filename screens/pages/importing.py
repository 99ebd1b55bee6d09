"""Files in and out: what would change is shown first, then taken as one act or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from screens.pages.asking import LeftOpen, lines_of
from screens.pages.page import Page
from screens.widgets.ask import Ask

ASKED: Final = 20
"""Rows that are asked about one by one; the command lists all."""
ORDER: Final = "can be two days"
"""In what is said of a day that can be read in two ways."""
SHOWN_LINES: Final = 10
"""Lines of a preview above the question; the command shows all of them."""


async def read_in(page: Page) -> None:
    """Asks for a file: a profile (TOML) or any list (CSV, a workbook, JSON)."""
    name = await page.ask(Ask("Which file? Any list of yours (.csv .xlsx .ods .json), or .toml"))
    file = Path(name).expanduser()
    if file.suffix.lower() == ".toml":
        page.attempt(f"Read {file.name}", page.coach.profile.read_in, file)
    elif name:
        await _take_in(page, file, "")


async def read_log(page: Page) -> None:
    """Asks for a table with rows of the page's log, and takes it in."""
    name = await page.ask(Ask(f"Which file holds the {page.page}? .csv .xlsx .xls .ods .json"))
    if name:
        await _take_in(page, Path(name).expanduser(), page.page)


async def _take_in(page: Page, file: Path, kind: str) -> None:
    """Shows what a table was taken for, asks what is not sure, and takes it in if wanted."""
    command = ["import", *[kind] * bool(kind), str(file)]
    seen = json.loads((await lines_of(page, [*command, "--preview", "--json"]))[0])
    told = await _columns(page, kind, seen["ignored"])
    if any(ORDER in row["why"] for row in (*seen["skipped"], *seen["unread"])):
        order = {"month": "the month, like 12/31/2026", "day": "the day, like 31/12/2026"}
        told += ["--days", await page.pick("In days like 3/4/2026, what comes first?", order)]
    for row in seen["proposed"][:ASKED]:
        answer = await page.pick(f"Row {row['row']}: {row['why']}", _programs(row))
        told += ["--program", f"{row['row']}={answer}"] * bool(answer)
    command += told
    preview = await lines_of(page, [*command, "--preview"]) if told else seen["text"]
    shown = [line for line in preview if line.strip()][:SHOWN_LINES]
    await page.confirm(f"Take this in from {file.name}?", "\n".join(shown), yes="take it")
    lines = await lines_of(page, command)
    page.coach.refresh()
    page.reload()
    first = next((line for line in lines if line.strip()), f"Read {file.name}")
    page.footer.say(f"{first}   u undo")


def _programs(row: dict[str, str]) -> dict[str, str]:
    return {row["program_id"]: row["program"], "": "another, or none: leave the row"}


async def _columns(page: Page, kind: str, names: list[str]) -> list[str]:
    """What the applicant says of columns that are not understood, as options of the command."""
    meant: dict[str, str] = {}
    while rest := [name for name in names if name not in meant]:
        choices = {"": "none of them matters", **{name: name for name in rest}}
        name = await page.pick("Columns that are not used. Does one of them matter?", choices)
        if not name:
            break
        meant[name] = await page.pick(f"“{name}” is …", page.coach.files.meanings(kind))
    return [word for name, field in meant.items() for word in ("--column", f"{name}={field}")]


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
