"""The console script `coach`: standard library only until it knows what is asked."""

from __future__ import annotations

import sys


def main(argv: list[str] | None = None) -> int:
    """Opens the app, or hands a command to coach.cli; the exit status."""
    from coach.cli import main as run
    from coach.cli import parse

    args = parse(sys.argv[1:] if argv is None else argv)
    if args.command is None or (args.command == "demo" and not args.write):
        from screens.opening import open_app

        return open_app(args)
    return run(args)


if __name__ == "__main__":
    sys.exit(main())
