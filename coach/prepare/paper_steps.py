"""What papers and forms ask for next: renewals, translations, what was lent, and the lock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from coach.logs.documents import DOCUMENTS, Document
from coach.prepare.claims import OnFile
from coach.prepare.consistency import findings
from coach.prepare.paper_faults import lacks_translation, paper_faults
from coach.prepare.step import NextStep
from coach.records import StageKey
from coach.wording import short

RENEW: Final = timedelta(days=240)
"""How long before its end a paper is renewed: half a year that others ask for, and the office."""
SHORT: Final = ("passport_expired", "passport_short")
"""Rules of a passport that will not last."""
OF_HAND: Final = ("", "in hand", "verified")
"""States of a paper that is there."""
HOW: Final = {
    "renew": "Ask its office how long a new one takes, and order it. Then change the entry.",
    "translate": "Order it, word for word; then add it: document translation of … ordered.",
    "get back": "Ask for it, or name a copy that will do. Then empty the field holder.",
    "order": "Ask its office, then change the state to ordered.",
}
"""How to do each."""


def next_of(paper: Document, on_file: OnFile) -> str:
    """What comes next with a paper: renew, translate, get back, order; "" for nothing."""
    if paper.state != "ordered" and _is_to_renew(paper, on_file):
        return "renew"
    if lacks_translation(paper, on_file.documents):
        return "translate"
    if paper.holder and paper.state in OF_HAND:
        return "get back"
    return "order" if paper.state == "missing" else ""


def _is_to_renew(paper: Document, on_file: OnFile) -> bool:
    short_ones = (fault.paper.key for fault in paper_faults(on_file) if fault.rule in SHORT)
    is_soon = paper.expires is not None and paper.expires - RENEW <= on_file.today
    return is_soon or paper.key in short_ones


def steps(on_file: OnFile, stage: StageKey, lock: date | None) -> Iterator[NextStep]:
    """The steps of papers and, before the lock, the differences; only of what is kept."""
    for paper in on_file.documents:
        if what := next_of(paper, on_file):
            yield _step(paper, what, stage, on_file.today)
    weights = [each.weight for each in findings(on_file)] if on_file.filed else []
    if open_ones := weights.count("differs"):
        yield NextStep(
            key="forms//differ",
            title=f"Mend what differs in your forms and papers ({open_ones})",
            why="An application is locked for the season once it is certified.",
            how="Page Forms, key c, or `coach check consistency`: each with what to do.",
            kind="next",
            stage=stage,
            log="forms",
            due=lock,
        )


def _step(paper: Document, what: str, stage: StageKey, today: date) -> NextStep:
    title = DOCUMENTS.title(paper)
    names = {
        "renew": f"Renew: {title}",
        "translate": f"Have translated: {title}",
        "get back": f"Get back from {paper.holder}: {title}",
        "order": f"Get: {title}",
    }
    ends = f"It ends on {short(paper.expires, today)}." if paper.expires else ""
    why = {
        "renew": ends,
        "translate": f"It is in {paper.language}; ECFMG takes it only with a translation.",
        "get back": f"{paper.holder} has it.",
        "order": "It is missing.",
    }
    return NextStep(
        key=f"documents/{paper.key}/{what.replace(' ', '_')}",
        title=names[what],
        why=why[what],
        how=HOW[what],
        kind="next",
        stage=stage,
        log="documents",
        entry=paper.key,
        due=paper.expires - RENEW if what == "renew" and paper.expires else None,
    )
