"""Tables of facts and marks into the applicant's data: first a preview, then one act."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from coach.files import fact_table, mark_table
from coach.files.columns import Columns, doubled, map_columns
from coach.files.plans import Preview, plan
from coach.files.registry import Registry
from coach.files.tables import Table, plain, read_table
from coach.records import CoachError
from coach.rules.fields import overlays

if TYPE_CHECKING:
    # Above this room; only what the applicant has and the two acts are used of it.
    from coach.subjects.coach import Coach

KINDS: Final = {
    "facts": "program facts that you read",
    "programs": "your marks of programs, with notes",
}
"""What can be imported."""


def preview(coach: Coach, kind: str, file: Path) -> Preview:
    """What the import of a file would do; nothing is changed.

    Raises CoachError for a file that is no table, or whose columns are not understood.
    """
    if kind not in KINDS:
        raise CoachError(f"There is no import of “{kind}”; there is {', '.join(KINDS)}.")
    table = read_table(file)
    names = coach.profile.names
    registry = Registry(
        coach.programs.listed(), coach.programs.known, names.specialties, names.states
    )
    if kind == "facts":
        columns = _columns(table, fact_table.targets(), fact_table.needs, file.name)
        rows = fact_table.FactRows(
            table,
            columns,
            registry,
            overlays(coach.programs.read_facts),
            plain(file.name, 80),
            coach.today,
        )
        return plan(kind, file.name, table, columns, rows.read)
    columns = _columns(table, mark_table.TARGETS, mark_table.needs, file.name)
    marks = mark_table.MarkRows(registry, coach.programs.marks)
    return plan(kind, file.name, table, columns, marks.read)


def _columns(
    table: Table, targets: tuple[str, ...], needs: Callable[[Columns], str], name: str
) -> Columns:
    columns = map_columns(table.header, targets)
    if twice := doubled(table.header, columns):
        raise CoachError(f"{name} has two columns named “{plain(twice, 40)}”; rename one.")
    if lacking := needs(columns):
        titles = plain(", ".join(filter(None, table.header)), 120)
        raise CoachError(f"{name} has {lacking}; its first row is: {titles}.")
    return columns
