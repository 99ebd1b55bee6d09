"""Copies of everything: one is made, or gone back to, after what it changes was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screens.pages.page import Page

NOW = "now"


async def backups(page: Page) -> None:
    """Asks which copy; one goes back to it after Enter."""
    from coach.saying import backups as saying

    listed = {copy.name: copy for copy in page.coach.backups.backups() if copy.ok}
    choices = {NOW: "Make one now"} | {
        name: f"{saying.when(copy.at)}  {saying.made_for(copy)}: {saying.held(copy)}"
        for name, copy in listed.items()
    }
    chosen = await page.pick("Copies of everything: go back to which?", choices, NOW)
    if chosen == NOW:
        file = page.coach.history.backup()
        page.say_whole(f"Everything is in {file}: scores and visa too, keep it private.")
        return
    shown = page.coach.backups.restore(chosen, preview=True)
    if not shown.changes:
        page.footer.say("Nothing would change: all is as in that copy.")
        return
    words = "\n".join(saying.changed(shown.changes))
    await page.confirm(f"Go back to {chosen}?", words, yes="go back")
    done = page.coach.backups.restore(chosen)
    page.reload()
    page.say_whole(f"All is as in {chosen}.", f"What was there is kept as {done.kept}.")
