"""What all widgets of this room are built on: lines painted one by one, in one frame."""

from __future__ import annotations

from textual.geometry import Region
from textual.widget import Widget


class Painted(Widget):
    """A widget that paints single lines and needs no style, layout or scrollbar for it."""

    ALLOW_SELECT = False

    def paint_soon(self, *regions: Region) -> None:
        """Paints these parts (or all) in the same frame as whatever led to it.

        `refresh` alone tells the screen when this widget's own queue is empty. That is
        one turn too late if a list has asked for its rows already: the cursor would be
        one write and the text that follows it another, 16 ms later. Telling it now also
        spares the empty frame that telling it a second time would cost (another 16 ms).
        """
        self.refresh(*regions)
        if self.is_mounted and self.display:
            self._check_refresh()
