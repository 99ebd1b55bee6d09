"""What counts how much: each by its name and meaning, by + and - or typed, and what follows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widget import Widget

from coach.saying.text import Line
from screens.keys import Hint
from screens.widgets.ask import Sheet
from screens.widgets.detail import Detail
from screens.widgets.rows import Column, Row, RowList

STEP: Final = 5
MOST: Final = 100
REST_S: Final = 0.08
"""Seconds after the last key until the list follows: ordering it takes as long."""
Weights = Mapping[str, float]


class Weighing(Sheet[dict[str, float]]):
    """Weights that sum to 100, whatever is typed; `follow` hears of them as they change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("plus,equals_sign,right,l", f"add({STEP})", show=False),
        Binding("minus,left,h", f"add(-{STEP})", show=False),
        Binding("backspace", "type('')", show=False),
        *(Binding(str(digit), f"type('{digit}')", show=False) for digit in range(10)),
    ]
    hints = (
        Hint("Enter", "take them", 1),
        Hint("+", "more", 2),
        Hint("-", "less", 3),
        Hint("0-9", "type it", 4),
        Hint("Esc", "back", 99),
    )
    question = "What counts how much in the score? The list follows."

    def __init__(
        self, means: Mapping[str, str], weights: Weights, follow: Callable[[Weights], object]
    ) -> None:
        """`means`: what each is, in a line."""
        super().__init__()
        self._means, self._follow = means, follow
        self._now = {name: f"{weights[name]:g}" for name in means}
        self._is_typing = False
        """Whether the next digit stands behind those that are there."""
        self._later: Timer | None = None
        self._sum = Detail()
        self._rows = RowList(
            [
                Column("name", keep=4),
                Column("weight", "typed", width=6, align="right", keep=3),
                Column("share", "of 100", width=7, align="right", keep=1, gap=1, tone="dim"),
                Column("means", keep=2, min_width=20, tone="dim"),
            ],
            header=True,
            marks=0,
        )

    def body(self) -> Sequence[Widget]:
        self._rows.styles.height = len(self._means) + 1
        return [self._rows, self._sum]

    def on_mount(self) -> None:
        self._footer.show(self.hints)
        self._show()
        self._rows.focus()

    @property
    def weights(self) -> dict[str, float] | None:
        """What is typed, brought to 100; None where nothing weighs anything."""
        return scaled({name: float(typed or 0) for name, typed in self._now.items()})

    def _show(self) -> None:
        self._rows.show([*self._means], self._row)
        total = sum(float(typed or 0) for typed in self._now.values())
        words = "Together 100." if total == MOST else f"Together {total:g}; brought to 100."
        self._sum.show([Line.of(words if total else "One of them has to weigh something.", "dim")])

    def _row(self, key: str) -> Row:
        weights = self.weights
        share = f"{weights[key]:.0f}" if weights else ""
        return Row(key, (key, self._now[key] or "0", share, self._means[key]))

    @on(RowList.Moved)
    def _moved(self) -> None:
        self._is_typing = False

    def action_add(self, step: int) -> None:
        """Weighs the one under the cursor more or less."""
        self._is_typing = False
        if key := self._rows.selected:
            self._put(key, f"{min(max(float(self._now[key] or 0) + step, 0), MOST):g}")

    def action_type(self, digit: str) -> None:
        """Types a digit; without one, takes the last back."""
        if key := self._rows.selected:
            before = self._now[key] if self._is_typing or not digit else ""
            now = before + digit if digit else before[:-1]
            self._is_typing = True
            self._put(key, now.lstrip("0") if float(now or 0) <= MOST else before)

    def _put(self, key: str, typed: str) -> None:
        self._now[key] = typed
        self._show()
        if self._later:
            self._later.stop()
        self._later = self.set_timer(REST_S, self._follow_now)

    def _follow_now(self) -> None:
        if weights := self.weights:
            self._follow(weights)

    @on(RowList.Chosen)
    def _taken(self, event: RowList.Chosen) -> None:
        event.stop()
        if weights := self.weights:
            self.dismiss(weights)


def scaled(weights: Weights) -> dict[str, float] | None:
    """Weights brought to a sum of 100; None where that is nothing."""
    total = sum(weights.values())
    if not total:
        return None
    shares = {name: round(MOST * weight / total, 2) for name, weight in weights.items()}
    largest = max(shares, key=lambda name: shares[name])
    shares[largest] = round(shares[largest] + MOST - sum(shares.values()), 2)
    return shares
