"""Starts the demo as the real program is started: the saved frame first.

`start_demo.py FRAME [crash|exit|wait]`: the second word says what goes wrong
after the frame is shown and before the application is there.
"""

from __future__ import annotations

import os
import sys

from screens.terminal import firstframe


def main(path: str, accident: str = "") -> int:
    """The start sequence, in order."""
    look = firstframe.surroundings(os.environ)
    painted = firstframe.paint(path, key="demo", look=look)
    if accident == "crash":
        import no_such_library  # noqa: F401
    if accident == "exit":
        sys.exit(3)
    if accident == "wait":
        import time

        time.sleep(20)

    from screens.terminal.environment import choose_driver, look_around, prepare

    line = look_around(os.environ)
    prepare(os.environ, line)

    from demo import Demo, count_writes

    if log := os.environ.get("DEMO_WRITES"):
        count_writes(log)
    app = Demo(driver_class=choose_driver(line, os.environ, painted=painted))
    app.run()
    firstframe.save(path, app.last_frame(), key="demo", look=look, size=tuple(app.size))
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
