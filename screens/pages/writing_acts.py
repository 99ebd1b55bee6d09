"""What one does with a statement: write in one's own editor, compare, show how it grew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.app import SuspendNotSupported

from coach.records import CoachError
from coach.saying import versions as saying, writing
from coach.saying.inviting import own_programs
from coach.subjects.drafts import edit
from coach.subjects.versions import STUDY, Doubt, KeptVersion
from coach.typed_words import known
from screens.pages.advice import as_it_stands
from screens.pages.asking import lines_of
from screens.pages.importing import new_file
from screens.widgets.ask import Ask, AskLines
from screens.widgets.choose import Choose

if TYPE_CHECKING:
    from coach.subjects.kept import Version
    from screens.pages.page import Page

GO_ON: Final = {"on": "Go on with it", "anew": "Put it aside, and begin with the newest version"}

OTHER: Final = "-"

TEXTS: Final = {
    "": "The first and the last of each statement",
    "--all-texts": "All of them: with these every hash can be recomputed",
}


async def write(page: Page) -> None:
    """Opens the newest version in the editor; what is saved there is kept as the next one."""
    specialty = await _specialty(page)
    versions, drafts = page.coach.versions, page.coach.versions.drafts
    if drafts.is_left(specialty):
        question = "Text is there from an edit that did not end well."
        if await page.pick(question, GO_ON, "on") == "anew":
            drafts.put_aside(specialty)
    try:
        result = _edited(page, specialty)
    except Doubt as doubt:
        page.reload()
        await page.confirm(
            "Keep this as a version?", str(doubt).partition(" coach versions")[0], yes="keep it"
        )
        file = drafts.file(specialty)
        result = versions.keep_file(file, specialty, anyway=True)
        file.unlink()
    page.reload()
    page.show_footer()
    if result:
        page.go_to(result.version.key)
    undo = f"   {page.key_of('undo')} undo"
    kept = f"Kept: {result.version.words} words." if result else ""
    page.footer.say(" ".join(filter(None, (kept, result.remark))) + undo * bool(result))


def _edited(page: Page, specialty: str) -> KeptVersion:
    """Gives the terminal to the editor for as long as it runs."""
    try:
        with page.app.suspend():
            return page.coach.versions.drafts.edit_with(edit, specialty)
    except SuspendNotSupported:
        raise CoachError("No editor can be opened here: coach versions edit.") from None
    finally:
        page.app.refresh(layout=True)


async def _specialty(page: Page) -> str:
    """That of the version under the cursor, else the one that is asked for where it may be
    several."""
    under = getattr(page.selected(), "specialty", STUDY)
    if under != STUDY:
        return str(under)
    names = page.coach.versions.specialties()
    if len(names) == 1:
        return names[0]
    every = known({name: name for name in names or page.coach.programs.specialties})
    return await page.ask(Choose("For which specialty?", every, may_stay_open=False))


async def compare(page: Page, item: Version | None) -> None:
    """Shows two versions, sentence by sentence: that under the cursor, and one before it."""
    if item is None:
        return
    versions = page.coach.versions
    earlier = {
        each.key: f"{each.key}, {each.when_words}, {each.words} words"
        for each in reversed(versions.chain())
        if each.number < item.number and each.specialty == item.specialty and not each.taken_out
    }
    other = next(iter(earlier), "")
    if len(earlier) > 1:
        other = await page.pick(f"Compare {item.key} with which one?", earlier, other)
    held = versions.compare(item.key, other)
    page.read("What changed", saying.compare(page.coach, held))


async def check(page: Page, item: Version | None) -> None:
    """Reads all that the checks find in the version under the cursor."""
    if item:
        listed = page.coach.versions.findings(item.key)
        page.read("What the checks find", writing.statement(page.coach, listed))


async def message(page: Page) -> None:
    """Shows which sentences of a message that is pasted rules of contact may forbid now."""
    text = await page.ask(
        AskLines(
            "Paste the message that you mean to send",
            hint="Nothing of it is kept, and nothing is written for you",
        )
    )
    own = own_programs(page.coach)
    to = getattr(page.selected(), "program", "")
    if to not in own and own:
        to = await page.pick("To which program does it go?", own | {OTHER: "none of these"})
    checked = page.coach.writing.message_text(text, to if to in own else "")
    page.read("Before you press send", writing.message(page.coach, checked))


async def record(page: Page) -> None:
    """Shows how the texts grew, and what that does not prove."""
    lines = await lines_of(page, ["versions", "record", "-"])
    page.read("Own-work record", [as_it_stands(line) for line in lines])


async def write_record(page: Page) -> None:
    """Writes that page to a file; one that is there, and what is for the applicant alone, only
    after `y`."""
    question = Ask(
        "Write the record to which file? .md .html .txt", value="~/statement-record.html"
    )
    path = await new_file(page, question)
    texts = await page.pick("Which texts stand in it?", TEXTS)
    command = ["versions", "record", str(path), "--force", *filter(None, [texts])]
    try:
        lines = await lines_of(page, command)
    except CoachError as error:
        why, anyway, _ = str(error).partition(" --anyway")
        if not anyway:
            raise
        await page.confirm("Write it all the same?", why, yes="write it")
        lines = await lines_of(page, [*command, "--anyway"])
    page.footer.say(" ".join(line for line in lines if line))


async def study(page: Page) -> None:
    """Keeps days of study and practice tests in the same chain."""
    await page.attempt(_told_study, page.coach.versions.keep_study)


def _told_study(result: KeptVersion) -> str:
    return f"Kept: {result.version.words} words on study; each version takes new days along."
