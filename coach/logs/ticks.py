"""Ticks: whether a task is done, skipped or waiting."""

from typing import Final

from coach.logs.log import Log
from coach.records import TaskState

TICKS: Final = Log("task", TaskState)
