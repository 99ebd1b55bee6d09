"""Pictures go out when they are complete, once, and when the line is free."""

from __future__ import annotations

import asyncio

from screens.terminal.pacing import ROUNDS, Pacer


class Line:
    """Counts what is sent; `dirty` is what Textual knows of coming frames."""

    def __init__(self, *, first_wait_s: float = 0.05, slow: bool = False) -> None:
        self.times: list[float] = []
        self.dirty = False
        self.slow = slow
        self.loop = asyncio.get_running_loop()
        self.pacer = Pacer(
            self.loop,
            more_to_come=lambda: self.dirty,
            send=self.send,
            first_wait_s=first_wait_s,
        )

    def send(self) -> bool:
        self.times.append(self.loop.time())
        return self.slow

    async def rounds(self, count: int = ROUNDS + 2) -> None:
        for _ in range(count):
            await asyncio.sleep(0)

    async def until_sent(self, count: int = 1) -> None:
        async with asyncio.timeout(5):
            while len(self.times) < count:
                await asyncio.sleep(0.001)


async def test_a_frame_that_nothing_follows_leaves_at_once() -> None:
    line = Line()
    line.pacer.nudge()
    await line.rounds()
    assert len(line.times) == 1


async def test_frames_of_one_answer_leave_together() -> None:
    line = Line()
    for _ in range(5):
        line.pacer.nudge()
        await line.rounds(2)
    await line.rounds()
    assert len(line.times) == 1


async def test_it_waits_for_a_frame_that_is_announced() -> None:
    line = Line()
    line.dirty = True
    line.pacer.nudge()
    await asyncio.sleep(0.01)
    assert line.times == []
    line.dirty = False
    line.pacer.nudge()
    await line.until_sent()
    await asyncio.sleep(0.02)
    assert len(line.times) == 1


async def test_it_does_not_wait_for_ever() -> None:
    line = Line(first_wait_s=0.03)
    line.dirty = True
    began = line.loop.time()
    line.pacer.nudge()
    await line.until_sent()
    assert line.times[0] - began >= 0.03


async def test_nothing_is_sent_while_the_line_is_busy() -> None:
    line = Line(slow=True)
    line.pacer.nudge()
    await line.until_sent()
    for _ in range(3):
        line.pacer.nudge()
        await asyncio.sleep(0.01)
    assert len(line.times) == 1
    line.pacer.sent()
    await line.until_sent(2)
    line.pacer.sent()
    await asyncio.sleep(0.02)
    assert len(line.times) == 2


async def test_a_hold_ends_by_itself_or_when_released() -> None:
    line = Line()
    line.pacer.hold(0.03)
    began = line.loop.time()
    line.pacer.nudge()
    await line.until_sent()
    assert line.times[0] - began >= 0.03
    line.pacer.hold(60)
    line.pacer.nudge()
    await asyncio.sleep(0.01)
    assert len(line.times) == 1
    line.pacer.release()
    await line.until_sent(2)
