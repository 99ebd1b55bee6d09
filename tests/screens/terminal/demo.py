"""A small application that uses whatever can go wrong between Textual and a terminal.

Wide and combining characters, every colour depth, a translucent
dialog, scrolling, typing, themes and a second page. `python demo.py` runs it
with Textual's own driver, `python demo.py cells` with the one under test.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import sleep

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.screen import ModalScreen, Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import DataTable, Input, Label, OptionList, Static

NAMES = [
    "Internal medicine",
    "東京大学病院 内科",
    "Cafe\u0301 au lait",
    "Family 👨\u200d👩\u200d👧 practice",
    "Heart ❤\ufe0f and ✔ check",
    "한국어 병원",
    "Пример — пустяк",
    "Emoji 🎉🩺 row",
    "naïve façade",
    "x" * 200,
]


class Rows(ScrollView, can_focus=True):
    """A list that draws only the lines one sees."""

    BINDINGS = [
        Binding("j,down", "move(1)"),
        Binding("k,up", "move(-1)"),
        Binding("pagedown", "move(10)"),
        Binding("pageup", "move(-10)"),
        Binding("G,end", "move(10000)"),
        Binding("g,home", "move(-10000)"),
    ]
    cursor: reactive[int] = reactive(0)

    def __init__(self) -> None:
        super().__init__()
        self.rows = list(range(300))
        self.virtual_size = Size(60, len(self.rows))

    def show(self, text: str) -> None:
        """Keep the rows whose name has the text in it."""
        wanted = text.lower()
        self.rows = [n for n in range(300) if wanted in self.name_of(n).lower()]
        self.virtual_size = Size(60, len(self.rows))
        self.cursor = 0
        self.refresh()

    @staticmethod
    def name_of(number: int) -> str:
        return f"{number:3} {NAMES[number % len(NAMES)]}"

    def render_line(self, y: int) -> Strip:
        line = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if line >= len(self.rows):
            return Strip.blank(width, self.rich_style)
        number = self.rows[line]
        mark = "▌" if line == self.cursor else " "
        style = self.rich_style + Style(color=f"color({number % 256})", bold=number % 7 == 0)
        parts = [Segment(mark, self.rich_style), Segment(self.name_of(number), style)]
        if number % 5 == 0:
            parts.append(Segment(" site", Style(italic=True)))
        return Strip(parts).adjust_cell_length(width, self.rich_style)

    def action_move(self, by: int) -> None:
        self.cursor = max(0, min(len(self.rows) - 1, self.cursor + by))

    def watch_cursor(self, old: int, new: int) -> None:
        top = self.scroll_offset.y
        height = self.scrollable_content_region.height
        if not top <= new < top + height:
            self.scroll_to(y=max(0, new - height // 2), animate=False)
        for line in (old, new):
            self.refresh(Region(0, line - top, self.size.width, 1))
        if self.rows:
            number = self.rows[new]
            self.app.query_one("#detail", Static).update(detail_of(number), layout=False)


def detail_of(number: int) -> Text:
    """Some lines of many styles about one row."""
    text = Text(f"Row {number}\n\n", style="bold underline")
    for line in range(number % 6 + 3):
        text.append(f"{NAMES[(number + line) % 9]}\n", f"rgb({line * 30},90,{number % 256})")
        text.append("  italic ", "italic on color(24)")
        text.append("reverse ", "reverse strike")
        text.append("red on yellow\n", "red on bright_yellow")
    return text


class Question(ModalScreen[None]):
    """A dialog over a darkened page."""

    CSS = "Question { align: center middle; } #box { width: 30; height: 7; border: round red; }"
    BINDINGS = [Binding("escape,enter,n", "dismiss")]

    def compose(self) -> ComposeResult:
        yield Static("Really? 本当?\n\nEsc closes", id="box")


class Second(Screen[None]):
    """Another page, made of Textual's own lists."""

    BINDINGS = [Binding("escape,p", "app.pop_screen")]

    def compose(self) -> ComposeResult:
        yield Label("Second page")
        yield OptionList(*NAMES)
        yield DataTable()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("one", "two 二", "three")
        for number in range(40):
            table.add_row(str(number), NAMES[number % 9], "*" * (number % 11))


class Demo(App[None]):
    """The page of the list, its detail and a line to type in."""

    CSS = """
    Rows { width: 1fr; } #detail { width: 1fr; padding: 0 1; }
    Input { dock: bottom; height: 3; } #title { height: 1; background: $primary; }
    """
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [
        Binding("q", "quit"),
        Binding("slash", "search"),
        Binding("m", "ask"),
        Binding("p", "second"),
        Binding("t", "theme"),
        Binding("b", "bell"),
        Binding("ctrl+l", "repaint"),
        Binding("ctrl+z", "suspend_process"),
        Binding("X", "fail"),
        Binding("H", "hang"),
        Binding("O", "outside"),
    ]
    THEMES = ("textual-dark", "textual-light", "ansi-dark", "nord")

    def compose(self) -> ComposeResult:
        yield Static("Demo", id="title")
        with Horizontal():
            yield Rows()
            yield Static(id="detail")
        yield Input(placeholder="type to filter")

    def on_mount(self) -> None:
        self.query_one(Input).cursor_blink = False
        self.query_one("#detail", Static).update(detail_of(0), layout=False)
        self.query_one(Rows).focus()

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            self.query_one(Rows).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        self.query_one(Rows).show(event.value)

    def action_search(self) -> None:
        self.query_one(Input).focus()

    def action_ask(self) -> None:
        self.push_screen(Question())

    def action_second(self) -> None:
        self.push_screen(Second())

    def action_theme(self) -> None:
        self.theme = self.THEMES[(self.THEMES.index(self.theme) + 1) % len(self.THEMES)]

    def action_fail(self) -> None:
        print(1 // 0)

    def action_outside(self) -> None:
        with self.suspend():
            print("another program")
            sleep(0.5)

    def action_hang(self) -> None:
        while True:
            sleep(0.01)

    def action_repaint(self) -> None:
        if repaint := getattr(self._driver, "repaint", None):
            repaint()
        else:
            self.refresh(layout=True)

    def last_frame(self) -> str:
        """What paints the last picture; empty with Textual's own driver."""
        frame = getattr(self._driver, "frame", None)
        return frame() if frame else ""


def count_writes(log: str) -> None:
    """Note the size of everything that is written to a file descriptor."""
    write = os.write

    def noted(descriptor: int, data: bytes) -> int:
        if len(data) > 1:  # what only wakes a thread is not for the terminal
            with Path(log).open("a") as file:
                file.write(f"{len(data)}\n")
        return write(descriptor, data)

    os.write = noted


def main() -> int:
    """Run it in this terminal."""
    if log := os.environ.get("DEMO_WRITES"):
        count_writes(log)
    if sys.argv[1:2] == ["cells"]:
        from screens.terminal.environment import choose_driver, look_around

        app = Demo(driver_class=choose_driver(look_around(os.environ), os.environ))
    else:
        app = Demo()
    app.run(mouse="mouse" in sys.argv)
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main())
