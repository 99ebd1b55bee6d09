"""The console script `coach`: standard library only until it knows what is asked.

The app's last picture is on the screen some 40 ms after the start; parsing the command line,
Textual and the facts come after it.
"""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from screens.terminal.firstframe import Painted

WITH_A_VALUE = ("--home", "--line")
"""Options with which the last picture may still be right."""


STOPPED = 130
"""The exit status that a shell knows ctrl+c by."""


def main(argv: list[str] | None = None) -> int:
    """Opens the app, or hands a command to coach.cli; the exit status."""
    try:
        return _started(argv)
    except KeyboardInterrupt:
        import signal

        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second one would end in a traceback
        is_read = sys.stderr is not None and sys.stderr.isatty()
        from coach.output import remark

        remark("\n" * is_read + "coach: stopped.")
        return STOPPED


def _started(argv: list[str] | None) -> int:
    if argv is None:
        # Most of a start is imports, which leave no rubbish to collect: 10 ms of 170.
        gc.disable()
    words = [_in_text(word) for word in (sys.argv[1:] if argv is None else argv)]
    plain = _plain_start(words)
    if plain is not None:
        look, painted = _show_last(plain)
        _leave_out_tls()
        from screens.opening import Opening, open_app

        return open_app(Opening(plain.get("--home"), plain.get("--line")), look, painted)
    _load_msgspec()
    from coach.cli import day_of, failed, main as run, parse
    from coach.records import CoachError

    try:
        args = parse(words)
        day = day_of(args)
    except CoachError as error:
        return failed(error)
    if args.command is None or (args.command == "demo" and not args.write):
        _leave_out_tls()
        from screens.opening import Opening, open_app

        home, line = getattr(args, "home", None), getattr(args, "line", None)
        is_plain = getattr(args, "plain", _is_accessible())
        return open_app(Opening(home, line, day, args.command == "demo", is_plain), "", None)
    if args.command == "doctor":
        from screens.terminal.report import report

        return run(args, terminal=report(os.environ, getattr(args, "line", None)))
    return run(args)


def _is_accessible() -> bool:
    """Whether every program is asked for lines that a screen reader can follow."""
    return os.environ.get("ACCESSIBLE", "") not in ("", "0")


def _is_file(word: str) -> bool:
    try:
        return os.path.exists(word)  # noqa: PTH110
    except ValueError:
        return False


def _in_text(word: str) -> str:
    """A word without what steers a terminal, and as text where a broken locale left it in bytes; a
    file keeps its name."""
    if word.isprintable() or _is_file(word):
        return word
    from coach.cells import let_in

    try:
        raw = os.fsencode(word)
        return let_in(raw.decode())
    except UnicodeDecodeError:
        return let_in(raw.decode("cp1252", "replace"))
    except UnicodeEncodeError:
        return let_in(word)


def _leave_out_tls() -> None:
    """There is no network here, so asyncio need not load the part for it: 5 ms and 2 MiB."""
    sys.modules.setdefault("ssl", None)  # type: ignore[arg-type]


def _load_msgspec() -> None:
    """Loads msgspec without typing_extensions, of which it takes only what Python 3.11 has: with
    what that loads in its turn, a tenth of `coach today`."""
    loaded: dict[str, object] = vars(sys)["modules"]
    loaded.setdefault("typing_extensions", None)
    import msgspec  # noqa: F401

    if loaded["typing_extensions"] is None:
        del loaded["typing_extensions"]


def _plain_start(words: list[str]) -> dict[str, str] | None:
    """The options of a start of the app that asks for nothing else; None for anything else. It
    needs no parser, which spares 25 ms on the way to the first page."""
    options = dict(zip(words[::2], words[1::2], strict=False))
    asks_more = os.environ.get("COACH_TODAY") or _is_accessible()
    if len(words) % 2 or asks_more or options.get("--line") == "":
        return None
    known = all(word in WITH_A_VALUE for word in options)
    return options if known and options.get("--line", "full") in ("full", "slow") else None


def _show_last(options: dict[str, str]) -> tuple[str, Painted | None]:
    """What looks depend on, taken before anything changes it; and the picture, if it fits."""
    from screens.terminal.firstframe import frame_key, paint, surroundings

    look = surroundings(os.environ)
    from coach import places

    folder = places.home(options.get("--home"), os.environ)
    key = frame_key(folder, options.get("--line", ""))
    return look, paint(str(folder / places.FRAME), key=key, look=look) if key else None


if __name__ == "__main__":
    sys.exit(main())
