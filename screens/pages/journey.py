"""Journey: where am I on the road, and what must start when?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from textual.widget import Widget

from coach.records import STAGES, Event
from coach.saying.dates import chance_cell, deciding, event_lines, exam_lines, slack_cell
from coach.saying.journey import has_bars, moved_lines, road_line, stage_bar
from coach.saying.rules import needed
from coach.saying.states import state_word, toned_day, toned_sign
from coach.saying.task import CHANCE_RULE, has_chance, missed_lines, short_lines
from coach.saying.text import Line, Part, labelled
from coach.subjects.ahead import WEEK_DAYS
from coach.subjects.road import Step
from coach.wording import NO_HOURS, narrow, short, spare
from screens.pages import chain
from screens.pages.task_page import TaskPage
from screens.widgets.detail import pane
from screens.widgets.rows import Column, Row

STAGE_COLUMNS: Final = (
    Column("task", "", keep=5, min_width=38),
    Column("start", "start by", width=11, align="right", keep=1),
    Column("due", "due", width=11, align="right", keep=4),
    Column("slack", "slack", width=6, align="right", keep=2, gap=1),
    Column("chance", "~on time", width=10, align="right", keep=3),
    Column("state", "", width=7, keep=1, tone="dim"),
)
WHEN_FROM: Final = 76
"""Columns from which the list shows slack and chance, so that the pane need not."""
LEAST_BAR, MOST_BAR = 16, 48
"""Cells of a timeline: it leaves the titles whole where it can."""
BESIDE_BAR: Final = 26
"""Cells that sign, gaps, spare days and chance take beside it."""
GATE: Final = "gate:"


class JourneyPage(TaskPage):
    """Every stage with its checklist, or the chain that decides; the cursor starts here and now."""

    page = "journey"
    columns = STAGE_COLUMNS
    has_header = True
    text_height = 6
    beside_from = 144
    above = 5
    brief_lines = 0

    def __init__(self) -> None:
        super().__init__()
        self.road_line = pane(1)
        # Over the whole width, also where the text stands beside the list.
        self.road_line.styles.dock = "top"
        self.road_line.styles.margin = (3, 0, 0, 0)
        self.in_chain = False
        """Whether the chain and the gates are shown in place of the stages."""
        self.heads: dict[str, tuple[str, ...]] = {}
        self._keys: list[str] = []
        self._gates: dict[str, Event] = {}
        self._span = (date.min, date.min)
        self._cells = 24
        self._started = False

    def body(self) -> Sequence[Widget]:
        return [self.road_line, *super().body()]

    def reload(self) -> None:
        self.road_line.show([road_line(self.coach, self.size.width - 2)])
        self._gates.clear()
        self._keys = self._chain_keys() if self.in_chain else self._stage_keys()
        self.rows.stand_in(self._chain_columns() if self.in_chain else STAGE_COLUMNS)
        super().reload()
        self._started = self._started or bool(self._keys)

    def listed(self) -> dict[str, Step]:
        return {step.task.key: step for step in self.coach.road.plan.steps}

    def context(self) -> str:
        return needed(self.coach, "R") or ("the critical chain" if self.in_chain else "")

    def keys(self) -> list[str]:
        return self._keys

    def first(self) -> str | None:
        """Where the cursor goes at the start, and when its row is of the other view."""
        keys, here = self._keys, self.coach.road.place.stage
        if not self._started:
            return self._first_open(here)
        if not keys or self.words or self.rows.selected in keys:
            return None
        return keys[0] if self.in_chain else self._first_open(here)

    def ahead_came(self) -> None:
        self.rows.repaint()
        self.show_text()

    # The stages

    def _steps(self, stage: str) -> list[Step]:
        return [step for step in self.coach.road.plan.steps if step.task.stage == stage]

    def _stage_keys(self) -> list[str]:
        keys: list[str] = []
        for stage in STAGES:
            steps = self._steps(stage)
            done = sum(step.finished for step in steps)
            place = self.coach.road.place
            drawn = "" if has_bars(self.size.width - 2) else f"{stage_bar(self.coach, stage)} "
            why = "" if drawn else f": {place.why}"
            here = f" · you are here{why}" if stage == place.stage else ""
            count = f"{drawn}{done} of {len(steps)}{here}"
            self.heads[f"stage:{stage}"] = (STAGES[stage], count)
            tasks = [step.task for step in steps]
            fitting = [task.key for task in tasks if self.fits(f"{task.title} {task.how}")]
            keys += [f"stage:{stage}", *fitting] if fitting else []
        return keys

    def _first_open(self, stage: str) -> str | None:
        mine = self._steps(stage)
        first = next((step for step in mine if not step.finished), mine[0] if mine else None)
        return first.task.key if first else None

    def _row(self, key: str) -> Row:
        gate = self._gates.get(key)
        return self._gate_row(key, gate) if gate else super()._row(key)

    def row(self, key: str, item: Step) -> Row:
        step = item
        if self.in_chain:
            bar = chain.bar(step, *self._span, self._cells)
            cells: tuple[str | Part, ...] = (step.title, bar, self._slack(step), self._chance(step))
            return Row(key, cells, mark=toned_sign(step, self.coach.today))
        today, is_over = self.coach.today, step.finished or step.behind
        due = toned_day(step, today, narrow(step.end, today))
        start = "" if step.behind else narrow(step.latest_start, today)
        slack = "" if is_over else self._slack(step)
        cells = (step.title, start, due, slack, self._chance(step), state_word(step, today))
        tone = "dim" if is_over else ""
        return Row(key, cells, mark=toned_sign(step, self.coach.today), tone=tone)

    def _slack(self, step: Step) -> str:
        if self.in_chain:
            return f"{step.spare_days} d" if (step.spare_days or 0) >= 0 else "now"
        before = "before" if step.was_due and not step.behind else ""
        return slack_cell([step], self.coach.profile.applicant) or before

    def _chance(self, step: Step) -> str:
        """On time as a range, where a list says it."""
        if not has_chance(step, self.coach.today):
            return ""
        return chance_cell(self.ahead.tasks.get(step.task.key), [step])

    # The chain and the gates

    def _chain_keys(self) -> list[str]:
        plan = self.coach.road.plan
        steps = [plan.by_key[key] for key in plan.critical]
        gates = [event for event in self.coach.season.dates() if deciding(plan, event)]
        self._gates = {f"{GATE}{event.key}": event for event in gates}
        days = [event.day for event in gates]
        self._span = (self.coach.today, chain.last_day(steps, days, self.coach.today))
        left = spare(plan.spare) if plan.spare is not None else ""
        self.heads["head:chain"] = ("The chain that the year hangs on", left)
        self.heads["head:gates"] = ("The gates, and what they hang on",)
        tasks = [step.task.key for step in steps if self.fits(step.task.title)]
        fitting = [key for key, event in self._gates.items() if self.fits(event.title)]
        heads = ["head:chain"] * bool(tasks), ["head:gates"] * bool(fitting)
        return [*heads[0], *tasks, *heads[1], *fitting]

    def _chain_columns(self) -> tuple[Column, ...]:
        plan = self.coach.road.plan
        titles = [plan.by_key[key].title for key in plan.critical]
        titles += [gate.title for gate in self._gates.values()]
        longest = max(map(len, titles), default=0)
        least = max(LEAST_BAR, self.left // 4)
        cells = self._cells = min(max(self.left - longest - BESIDE_BAR, least), MOST_BAR)
        return (
            Column("task", "", keep=4, min_width=24),
            Column("time", chain.scale(*self._span, cells), width=cells, keep=3),
            Column("slack", "spare", width=6, align="right", keep=1, gap=1),
            Column("chance", "~on time", width=10, align="right", keep=2),
        )

    def _gate_row(self, key: str, event: Event) -> Row:
        steps = deciding(self.coach.road.plan, event)
        slack = slack_cell(steps, self.coach.profile.applicant)
        chance = chance_cell(self.ahead.gates.get(event.key), steps)
        bar = chain.mark(event.day, *self._span, self._cells)
        return Row(key, (event.title, bar, slack, chance))

    # The pane and the cursor

    def show_text(self, brief: bool = False) -> None:
        gate = self._gate()
        if gate is None or brief:
            super().show_text(brief)
            return
        steps = deciding(self.coach.road.plan, gate)
        when = Line.labelled("When", f"{gate.day.day} {gate.day:%b %Y}")
        needs = Line.labelled("Needs", "; ".join(step.task.title for step in steps))
        why = [*missed_lines(self.coach, steps), *exam_lines(self.coach, steps)]
        self.pane.show([when, needs, *why])

    def text(self, key: str, item: Step) -> list[Line]:
        lines = short_lines(self.coach, item)
        if self.size.width < WHEN_FROM and not (self.in_chain or item.finished):
            # What the columns of a narrow list leave out.
            start, slack = short(item.latest_start, self.coach.today), self._slack(item)
            known = {"start by": start, "slack": slack, "~on time": self._chance(item)}
            words = " · ".join(f"{what} {value}" for what, value in known.items() if value)
            lines += labelled(("Time", words.replace("slack before", "due before you came")))
        return lines

    def _gate(self) -> Event | None:
        return self._gates.get(self.rows.selected or "")

    # Acts

    def impossible(self) -> dict[str, str]:
        reasons = super().impossible()
        if self._gate():
            reasons.pop("task.why", None)
        if self.in_chain:
            reasons |= dict.fromkeys(("stage.previous", "stage.next"), "c shows the stages again")
        return reasons

    def labels(self) -> dict[str, str]:
        return super().labels() | ({"journey.chain": "stages"} if self.in_chain else {})

    def explain_line(self) -> list[Line]:
        if gate := self._gate():
            return event_lines(self.coach, gate, self.ahead.gates.get(gate.key))
        return super().explain_line()

    def go_to(self, key: str) -> None:
        self.in_chain = False
        super().go_to(key)

    def action_stage(self, step: int) -> None:
        """Goes to the first task of the next or previous stage."""
        self.rows.go_to_head("stage:", step)

    def action_chain(self) -> None:
        """Shows the chain and the gates, or the stages again; the cursor stays on its task."""
        self.in_chain = not self.in_chain
        self.reload()
        self.show_footer()

    def action_back(self) -> None:
        if self.in_chain and not self.words and not self.let_be():
            self.action_chain()
        else:
            super().action_back()

    def action_read_moved(self) -> None:
        """Shows what moved in the last week, and why."""
        moved = self.ahead.moved
        if self.coach.profile.applicant.hours_a_week == 0:
            self.footer.say(NO_HOURS)
            return
        if not moved and not self.ahead.tasks:
            self.footer.say("Being worked out; in a second it is here.")
            return
        lines = moved_lines(moved) or [Line.of("Nothing moved.")]
        head = Line.of(f"What moved in the last {WEEK_DAYS} days, and why", "strong")
        rule = Line.of(
            "Days by which the expected end of a task comes later (+) or earlier: usual hours at "
            f"your pace, usual days of others. Each chance: {CHANCE_RULE}.",
            "dim",
        )
        self.read("What moved", [head, Line(), *lines, Line(), rule])
