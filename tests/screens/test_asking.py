"""What is worked out beside the page, in a process of its own."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable

from screens.app import CoachApp
from screens.pages.asking import work_out
from screens.pages.page import Page


def test_quitting_while_something_is_worked_out_leaves_no_process_open(
    make_app: Callable[..., CoachApp],
) -> None:
    app = make_app()

    async def quit_at_work() -> None:
        async with app.run_test() as pilot:
            await pilot.pause()  # until the app has set aside what its start made
            assert isinstance(page := app.screen, Page)
            work = asyncio.ensure_future(work_out(page, "forecast"))
            await asyncio.sleep(0.2)
        work.cancel()
        await asyncio.wait([work])
        transports = [
            each for each in gc.get_objects() if isinstance(each, asyncio.SubprocessTransport)
        ]
        assert transports
        assert all(each.is_closing() for each in transports)

    loop = asyncio.new_event_loop()
    loop.run_until_complete(quit_at_work())
    loop.close()
