"""A command that is no more than a row and an act: what the act's signature needs is asked for."""

from __future__ import annotations

from coach.cli.parser import act_of, parameters
from coach.commands import Command
from screens.pages.page import Page
from screens.widgets.ask import Ask


async def act_on(page: Page, command: Command) -> None:
    """Asks for what is needed but the key of the line under the cursor, then acts."""
    act, values = act_of(command, page.coach), dict[str, object]()
    for parameter in parameters(act):
        if parameter.name == "key":
            values["key"] = page.rows.selected
        elif parameter.needed:
            answer = await page.ask(Ask(parameter.question, check=parameter.typed))
            values[parameter.name] = parameter.typed(answer)
    page.attempt(command.text.rstrip("."), act, **values)
