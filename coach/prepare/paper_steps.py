"""What papers and forms ask for next: renewals, translations, what was lent, and the lock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from coach.logs.documents import DOCUMENTS, Document
from coach.prepare.claims import OnFile
from coach.prepare.consistency import findings
from coach.prepare.paper_faults import lacks_translation, short_passport
from coach.prepare.step import NextStep, gently
from coach.records import StageKey
from coach.wording import short

RENEW: Final = timedelta(days=240)
"""How long before its end a paper is renewed: half a year that others ask for, and the office."""
WHAT: Final = {
    "renew": (
        "Renew: {title}",
        "It ends on {ends}; others want half a year of it, and its office takes its time.",
        "Ask its office how long a new one takes, and order it. Then change the entry.",
    ),
    "translate": (
        "Have translated: {title}",
        "It is in {paper.language}; ECFMG takes it only with a translation.",
        "Order it, word for word; then add it: document translation of … ordered.",
    ),
    "get back": (
        "Get back from {paper.holder}: {title}",
        "{paper.holder} has it.",
        "Ask for it, or name a copy that will do. Then empty the field holder.",
    ),
    "order": ("Get: {title}", "It is missing.", "Ask its office; then its state is ordered."),
}
"""What comes next with a paper: its title, why and how."""


def next_of(paper: Document, on_file: OnFile) -> str:
    """What comes next with a paper, in keys of WHAT; "" for nothing."""
    is_soon = paper.expires is not None and paper.expires - RENEW <= on_file.today
    if paper.state != "ordered" and (is_soon or paper is short_passport(on_file)):
        return "renew"
    if lacks_translation(paper, on_file.documents):
        return "translate"
    if paper.holder and paper.state in ("", "in hand", "verified"):
        return "get back"
    return "order" if paper.state == "missing" else ""


def steps(on_file: OnFile, stage: StageKey, lock: date | None) -> Iterator[NextStep]:
    """The steps of papers and, before the lock, the differences; only of what is kept."""
    for paper in on_file.documents:
        if what := next_of(paper, on_file):
            yield gently(_step(paper, what, stage, on_file.today), on_file.today)
    weights = [each.weight for each in findings(on_file)] if on_file.filed else []
    if open_ones := weights.count("differs"):
        yield NextStep(
            key="forms//differ",
            title=f"Mend what differs in your forms and papers ({open_ones})",
            why="An application is locked for the season once it is certified.",
            how="Page Forms, key c, or `coach check consistency`: each with what to do.",
            stage=stage,
            due=lock,
        )


def _step(paper: Document, what: str, stage: StageKey, today: date) -> NextStep:
    title, ends = DOCUMENTS.title(paper), short(paper.expires, today)
    name, why, how = (text.format(title=title, paper=paper, ends=ends) for text in WHAT[what])
    due = paper.expires - RENEW if what == "renew" and paper.expires else None
    key = f"documents/{paper.key}/{what.replace(' ', '_')}"
    return NextStep(key, name, why, how, stage, entry=paper.key, due=due)
