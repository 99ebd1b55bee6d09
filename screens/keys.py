"""Every command of the program, declared once: its keys, footer, palette, help and id.

A page does them by `action_do`; the user's own keys reach all bindings through
`App.set_keymap(read_keys(text))`, by id.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from textual.binding import Binding
from textual.keys import Keys, format_key, key_to_character

from coach.records import Record
from screens.registry import PAGES, PageRow

EVERYWHERE: Final = ""
LIST: Final = "list"
DETAIL: Final = "detail"
PANES: Final[dict[str, str]] = {LIST: "in lists", DETAIL: "in the text below a list"}
"""What has keys of its own on every page: id to where that is, in words."""

PINNED: Final = 90
"""Commands of this rank and above stay in the footer longest and stand at its end."""


class Command(Record):
    """One thing the user can do."""

    id: str
    """Its name for rebinding: "task.finish"."""
    key: str
    """The keys that do it, separated by commas; the footer shows the first."""
    label: str
    """One word for the footer."""
    text: str
    """One sentence for help and palette."""
    action: str
    """An `action_…` method of the page or app, with its arguments if any; or, with a dot, a
    function of a module of screens/pages: it gets the page and, without `()`, what is selected."""
    pages: tuple[str, ...] = ()
    """Where it is possible; nothing means everywhere."""
    rank: int = 0
    """Its place in the footer; 0 keeps it out."""

    @property
    def binding(self) -> str:
        """What Textual runs: a page looks first whether the command is possible now."""
        on_a_page = self.pages and not set(self.pages) & set(PANES)
        return f"do('{self.id}')" if on_a_page else self.action


class Hint(Record):
    """A command as the footer shows it."""

    key: str
    label: str
    rank: int


_BOTH_TASKS: Final = ("week", "journey")

# A table: one entry, one row.
# fmt: off
COMMANDS: Final[tuple[Command, ...]] = (
    # Week and Journey
    Command("task.finish", "space", "done", "Mark the task as done.",
            "finish", _BOTH_TASKS, 10),
    Command("task.reopen", "o", "reopen", "Take back that the task is done, skipped or waits.",
            "reopen", _BOTH_TASKS, 11),
    Command("task.move", "m", "move", "Move the task to another day, or give it back to the plan.",
            "task_asks.move", _BOTH_TASKS, 12),
    Command("task.snooze", "s", "snooze", "Put the task off until a day.",
            "task_asks.snooze", _BOTH_TASKS, 14),
    Command("task.why", "enter", "why", "Show why the task is here, its dates and sources.",
            "why", _BOTH_TASKS, 16),
    Command("task.add", "a,plus", "add", "Add a task of my own.",
            "task_asks.add()", _BOTH_TASKS, 20),
    Command("task.skip", "x,S", "skip", "Leave the task out, with a reason.",
            "task_asks.skip", _BOTH_TASKS, 22),
    Command("task.part", "p", "part", "Say how many hours of the task are done; the rest stays.",
            "task_asks.part", _BOTH_TASKS, 24),
    Command("task.edit", "e", "edit", "Change its due day, note or links; all of my own tasks.",
            "task_edit.edit", _BOTH_TASKS, 26),
    Command("task.wait", "w", "wait", "Say that others have to answer, since when and until when.",
            "task_asks.wait", _BOTH_TASKS, 28),
    # Week
    Command("week.review", "r", "review", "Look back on the week: four questions, two minutes.",
            "reviewing.review()", ("week",), 18),
    Command("week.history", "H", "history", "Read the weeks that were looked back on.",
            "history", ("week",), 30),
    # Journey
    Command("journey.chain", "c", "chain", "Show the critical chain and the gates, or the stages.",
            "chain", ("journey",), 18),
    Command("journey.what_if", "i", "what if", "Ask what another start, year or pace would change.",
            "what_if.what_if", ("journey",), 19),
    Command("journey.moved", "v", "moved", "Show what moved since last week, and why.",
            "read_moved", ("journey",), 21),
    Command("stage.previous", "h,left", "previous stage", "Go to the stage before.",
            "stage(-1)", ("journey",), 60),
    Command("stage.next", "l,right", "next stage", "Go to the next stage.",
            "stage(1)", ("journey",), 50),
    # Programs
    Command("program.apply", "a", "apply", "Put the program on my application list.",
            "mark('apply')", ("programs",), 10),
    Command("program.maybe", "y", "maybe", "Keep the program in mind.",
            "mark('maybe')", ("programs",), 20),
    Command("program.no", "x", "no", "Take the program out of my list.",
            "mark('no')", ("programs",), 30),
    Command("program.explain", "e,enter", "explain", "Show every reason with its source and date.",
            "explain", ("programs",), 40),
    Command("program.filter", "f", "filter", "Choose which programs are listed.",
            "filter", ("programs",), 50),
    Command("program.sort", "o", "sort", "Choose the order of the list.",
            "sort", ("programs",), 80),
    Command("program.fact", "i", "I read", "Record a fact of the program that I read.",
            "program_acts.record_fact", ("programs", "applying"), 55),
    Command("program.weights", "w", "weights", "Change the weights; the list follows as I type.",
            "weigh", ("programs",), 60),
    Command("program.list", "L", "list", "Go to the application list: how many, in what order.",
            "go('applying')", ("programs",), 35),
    Command("program.compare", "c", "compare", "Add the program to a comparison, or take it out.",
            "compare", ("programs",), 65),
    Command("program.side_by_side", "C", "", "Show the compared programs side by side.",
            "side_by_side", ("programs",)),
    Command("program.note", "m", "note", "Write a note on the program that is marked.",
            "program_acts.note", ("programs",), 75),
    Command("program.more", "v", "more", "Levers, visa scenarios, this year or next, filters.",
            "advice.advise()", ("programs", "applying"), 70),
    # Application list
    Command("applying.previous_view", "h,left", "view before", "Go to the view before.",
            "turn(-1)", ("applying",), 20),
    Command("applying.next_view", "l,right", "next view", "List, signals, what to check first.",
            "turn(1)", ("applying",), 15),
    Command("applying.budget", "b", "budget", "Change the budget for applications.",
            "budget", ("applying",), 10),
    Command("applying.in", "a", "keep in", "Keep the program on the list, or let it go.",
            "lock('apply')", ("applying",), 25),
    Command("applying.out", "x", "leave out", "Leave the program out of the list, or let it back.",
            "lock('no')", ("applying",), 30),
    Command("applying.why", "enter", "why", "Show what the figures of the line mean.",
            "why", ("applying",), 40),
    Command("applying.export", "e", "export", "Write the list to a file.",
            "importing.write_list()", ("applying",), 60),
    # Library
    Command("resource.use", "space", "using", "Mark the resource as one I use.",
            "mark('using')", ("library",), 10),
    Command("resource.no", "x", "not for me", "Put the resource out of sight.",
            "mark('no')", ("library",), 20),
    Command("resource.open", "enter", "open", "Show how to use the resource and where it is.",
            "open", ("library",), 30),
    Command("resource.filter", "f", "filter", "Choose which resources are listed.",
            "filter", ("library",), 40),
    # Profile
    Command("profile.edit", "enter", "edit", "Change the answer under the cursor.",
            "questions.answer", ("profile",), 10),
    Command("profile.questions", "r", "questions", "Go on with the first questions.",
            "questions.first_questions()", ("profile",), 15),
    Command("profile.import", "i", "import", "Read answers, programs or notes from a file.",
            "importing.read_in()", ("profile",), 20),
    Command("profile.export", "w", "write export", "Write everything to files I can keep.",
            "importing.write_profile()", ("profile",), 30),
    # Everywhere
    Command("page.find", "slash", "find", "Find words on this page.",
            "find", rank=91),
    Command("find.anything", "ctrl+p", "", "Find any program, task or command by a few letters.",
            "find_anything"),
    Command("undo", "u", "", "Take back the last change.",
            "undo"),
    Command("pane.next", "tab", "", "Go to the next part of the page.",
            "next_pane"),
    Command("back", "escape", "", "Go back.",
            "back"),
    Command("theme", "t", "", "Choose the colours: the terminal's own, dark, light, contrast.",
            "theme"),
    Command("suspend", "ctrl+z", "", "Go to the shell for a while; fg comes back.",
            "suspend_process"),
    Command("repaint", "ctrl+l", "", "Paint the screen anew.",
            "repaint"),
    Command("help", "question_mark", "help", "Explain this page and the line under the cursor.",
            "help", rank=99),
    Command("quit", "q", "quit", "Leave the program; everything is saved.",
            "quit", rank=92),
    # In every list
    Command("list.down", "j,down", "", "Go down a row.",
            "move(1)", (LIST,)),
    Command("list.up", "k,up", "", "Go up a row.",
            "move(-1)", (LIST,)),
    Command("list.top", "home", "", "Go to the first row; gg does the same.",
            "first", (LIST,)),
    Command("list.g", "g", "", "Pressed twice: go to the first row.",
            "g", (LIST,)),
    Command("list.bottom", "G,end", "", "Go to the last row.",
            "last", (LIST,)),
    Command("list.half_down", "ctrl+d", "", "Go down half a page.",
            "page(1, 2)", (LIST,)),
    Command("list.half_up", "ctrl+u", "", "Go up half a page.",
            "page(-1, 2)", (LIST,)),
    Command("list.page_down", "pagedown", "", "Go down a page.",
            "page(1)", (LIST,)),
    Command("list.page_up", "pageup", "", "Go up a page.",
            "page(-1)", (LIST,)),
    Command("list.next_found", "n", "", "Go to the next row found.",
            "find_again(1)", (LIST,)),
    Command("list.previous_found", "N", "", "Go to the row found before.",
            "find_again(-1)", (LIST,)),
    # In the text pane
    Command("detail.down", "J", "", "Read on, a line.",
            "read(1)", (DETAIL,)),
    Command("detail.up", "K", "", "Read back, a line.",
            "read(-1)", (DETAIL,)),
    Command("detail.page_down", "ctrl+f", "", "Read on, a page.",
            "leaf(1)", (DETAIL,)),
    Command("detail.page_up", "ctrl+b", "", "Read back, a page.",
            "leaf(-1)", (DETAIL,)),
)
# fmt: on


def every_command() -> list[Command]:
    """All commands: those declared above, and one per page that a key goes to."""
    return [*COMMANDS, *(_going(page) for page in PAGES.values() if page.key)]


def _going(page: PageRow) -> Command:
    return Command(f"go.{page.id}", page.key, "", f"Go to {page.title}: {page.text}", page.going)


def commands(place: str) -> list[Command]:
    """The commands declared for a page or pane; `EVERYWHERE` gives those without one."""
    if place != EVERYWHERE:
        return [command for command in COMMANDS if place in command.pages]
    return sorted((c for c in every_command() if not c.pages), key=lambda c: c.id[:3] != "go.")


def command_of(command_id: str) -> Command:
    """The command of an id."""
    return next(command for command in every_command() if command.id == command_id)


def bindings(page: str, keymap: Mapping[str, str]) -> list[Binding]:
    """Textual bindings of a page's own commands (or of a pane, or of `EVERYWHERE`)."""
    return [
        Binding(
            keymap.get(command.id, command.key),
            command.binding,
            command.label,
            show=command.rank > 0,
            tooltip=command.text,
            id=command.id,
        )
        for command in commands(page)
    ]


def hints(page: str, keymap: Mapping[str, str], without: Collection[str] = ()) -> list[Hint]:
    """What the footer shows on a page, less the ids of commands not possible now."""
    shown = [c for c in commands(page) + commands(EVERYWHERE) if c.rank and c.id not in without]
    return [
        Hint(key_names(command, keymap)[0], command.label, command.rank)
        for command in sorted(shown, key=lambda c: c.rank)
    ]


def key_names(command: Command, keymap: Mapping[str, str]) -> list[str]:
    """The keys of a command as a reader writes them: "space", "Enter", "?", "ctrl+p"."""
    return [key_name(key) for key in _keys(keymap.get(command.id, command.key))]


_NAMES: Final = {
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "space": "space",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "backspace": "Backspace",
    "delete": "Del",
}


def key_name(key: str) -> str:
    """One key as a reader writes it."""
    return _NAMES.get(key) or format_key(key)


def _keys(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",")]


def conflicts(keymap: Mapping[str, str]) -> list[str]:
    """A sentence for each key that would mean two things at one place."""
    places: dict[tuple[str, str, str], list[str]] = {}
    for page in PAGES.values():
        for clash in _clashes(page.id, keymap):
            places.setdefault(clash, []).append(page.title)
    return [
        f"Keys: {key} is both “{first}” and “{second}” on "
        + ("every page." if len(titles) == len(PAGES) else f"{' and '.join(titles)}.")
        for (key, first, second), titles in places.items()
    ]


def _clashes(page: str, keymap: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    taken: dict[str, Command] = {}
    for place in (page, EVERYWHERE, *PANES):
        for command in commands(place):
            for name in key_names(command, keymap):
                other = taken.setdefault(name, command)
                if other is not command:
                    yield name, _in_words(other), _in_words(command)


def _in_words(command: Command) -> str:
    """A command in a sentence: its label, or the first words of its explanation."""
    return command.label or command.text.split(":")[0].split(";")[0].rstrip(".").lower()


def read_keys(toml: str) -> dict[str, str]:
    """The user's own keys from the table `[keys]` of a settings file: id to keys.

    Raises ValueError with a sentence for the user.
    """
    import tomllib  # 2 ms, needed by those who have keys of their own

    try:
        settings = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"Keys: the settings file cannot be read: {error}.") from error
    table = settings.get("keys", {})
    if not isinstance(table, dict):
        raise ValueError("Keys: “keys” must be a table: write [keys] on a line of its own.")
    known = {command.id for command in every_command()}
    keymap: dict[str, str] = {}
    for name, keys in _flat(table):
        if name not in known:
            raise ValueError(f"Keys: there is no command “{name}”.{_meant(name, known)}")
        if not isinstance(keys, str):
            raise ValueError(f"Keys: write the key for {name} in quotes.")
        keymap[name] = _checked(name, keys)
    return keymap


def _flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    """Ids and values; TOML reads `task.finish = "d"` as a table in a table."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _meant(name: str, known: Collection[str]) -> str:
    from difflib import get_close_matches  # needed for a mistake only

    near = get_close_matches(name, sorted(known), 1)
    return f" Did you mean “{near[0]}”?" if near else ""


_KEY_WORDS: Final = frozenset(key.value for key in Keys if key.value[0] != "<")
# A terminal sends the same for these as for Backspace, Tab, Enter and Esc.
_SAME_AS: Final = {
    "ctrl+h": "Backspace",
    "ctrl+i": "Tab",
    "ctrl+j": "Enter",
    "ctrl+m": "Enter",
    "ctrl+enter": "Enter",
    "shift+enter": "Enter",
}


def _checked(name: str, keys: str) -> str:
    """The keys in the form Textual knows them; refuses what no terminal sends."""
    for key in _keys(keys):
        if key in _SAME_AS:
            raise ValueError(f"Keys: most terminals send {_SAME_AS[key]} for {key} ({name}).")
        if not (len(key) == 1 or key in _KEY_WORDS or key_to_character(key)):
            raise ValueError(f"Keys: “{key}” for {name} is not a key.")
    return ",".join(_keys(keys))
