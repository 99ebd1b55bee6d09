"""What was typed as the app takes it: on any keyboard, and answered where it is no key."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.keys import _character_to_key

from screens.keys import command_of, key_names, keys_of
from screens.widgets.frame import Footer
from screens.widgets.in_order import OrderedApp, Result
from screens.widgets.prompt import Field

LETTERS = "keys are the letters a to z; arrows, Enter, Esc and digits go on any keyboard."
"""What is said once where a letter has no place on a keyboard that is known."""


class MeantApp(OrderedApp[Result]):
    """An app whose keys are letters by their place on the keyboard."""

    keymap: Mapping[str, str]
    """The user's own keys."""
    _told: Footer | None = None
    """The last line, while it answers what is no key."""
    _has_hinted = False
    """Whether it was said that a letter is no key."""

    def as_meant(self, event: events.Event) -> events.Event | None:
        """Letters of other alphabets are keys by their place, but not where one types words; what
        is no key is answered and goes no further."""
        self._hush()
        if not isinstance(event, events.Key) or self._is_own(event.key):
            return event
        letter = event.character or ""
        if event.key == "ctrl+c":  # which ends a program elsewhere
            quits = key_names(command_of("quit"), self.keymap)[0]
            self._say(f"{quits} quits; everything is saved.")
            return None
        if letter.isascii() or isinstance(self.focused, Field):
            return event
        from screens.terminal.latin import latin  # for those alone who need it

        if meant := latin(letter):
            return events.Key(_character_to_key(meant), meant)
        if not self._has_hinted:
            self._has_hinted = True
            self._say(f"“{letter}” is no key here: {LETTERS}")
            return None
        return event

    def _is_own(self, key: str) -> bool:
        """Whether it is one of the user's own keys."""
        return any(key in keys_of(keys) for keys in self.keymap.values())

    def _say(self, words: str) -> None:
        """Says something in the last line of whatever is on the screen, until the next key."""
        self._told = self.screen.query(Footer).last()
        self._told.say(words)

    def _hush(self) -> None:
        if self._told:
            self._told.hush()
        self._told = None
