"""Papers that will not do: they end too early, lack their translation, or are too large."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from coach.logs.documents import Document
from coach.prepare.claims import OnFile
from coach.records import Record
from coach.records.spelling import folded
from coach.rules.countries import meant

MOST_KB: Final = 150
"""Of a photo (rule photo_size)."""


class PaperFault(Record):
    """What is wrong with a paper, and the rule of the facts behind it."""

    paper: Document
    rule: str
    says: str
    fact: str


def paper_faults(on_file: OnFile) -> Iterator[PaperFault]:
    """Each paper that will not do."""
    yield from _of_passports(on_file)
    for paper in on_file.documents:
        if lacks_translation(paper, on_file.documents):
            says = f"in {paper.language}, without a translation"
            yield PaperFault(paper, "translation_missing", says, "translation_words")
        if paper.kind == "photo" and (paper.kb or 0) > MOST_KB:
            yield PaperFault(paper, "photo", f"{paper.kb} KB, at most {MOST_KB}", "photo_size")


def _of_passports(on_file: OnFile) -> Iterator[PaperFault]:
    """The passport that lasts longest, where it does not last to the season's July and six months
    more; a US citizen or permanent resident is not asked."""
    lasts = date(max(on_file.season, on_file.applicant.match_year or 0) + 1, 1, 1)
    passports = [each for each in on_file.documents if each.kind == "passport" and each.expires]
    longest = max(passports, key=_ends, default=None)
    if longest is None or _ends(longest) >= lasts or _is_home(on_file, longest):
        return
    is_over = _ends(longest) < on_file.today
    rule, word = ("passport_expired", "ended") if is_over else ("passport_short", "ends")
    yield PaperFault(longest, rule, f"{word} on {longest.expires}", "passport_six_months")


def _ends(paper: Document) -> date:
    return paper.expires or date.max


def _is_home(on_file: OnFile, passport: Document) -> bool:
    home = meant(passport.country, on_file.around.countries)
    return on_file.applicant.us_status in ("citizen", "permanent") or home == ("United States",)


def lacks_translation(paper: Document, documents: Iterable[Document]) -> bool:
    """Whether a paper in another language has no translation that is ordered or there."""
    if paper.kind == "translation" or folded(paper.language) in ("", "english"):
        return False
    return not any(_translates(each, paper) for each in documents)


def _translates(other: Document, paper: Document) -> bool:
    """Whether a paper is a translation of another, or may be."""
    if other.kind != "translation" or other.state == "missing":
        return False
    of = folded(other.of)
    return of in folded(f"{paper.kind} {paper.of}") or folded(paper.kind) in of
