"""What the core says about changing something: levers, scenarios, years, filters, movement."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screens.pages.page import Page


def ask_advice(page: Page) -> None:
    """Asks which question, and shows its answer to read."""
