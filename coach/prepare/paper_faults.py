"""Papers that will not do: they end too early, lack their translation, or are too large."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from coach.logs.documents import Document
from coach.prepare.claims import OnFile
from coach.records.spelling import folded
from coach.rules.countries import meant
from coach.wording import short

MOST_KB: Final = 150
"""Of a photo (rule photo_size)."""
Fault = tuple[Document, str, str, str, str]
"""The paper, the rule it breaks, what it says, the rule of the facts, and what to do."""


def paper_faults(on_file: OnFile) -> Iterator[Fault]:
    """Each paper that will not do."""
    rules = on_file.rules
    if paper := short_passport(on_file):
        is_over = paper.expires is not None and paper.expires < on_file.today
        rule = "passport_expired" if is_over else "passport_short"
        until, needed = (short(day, on_file.today) for day in (paper.expires, _needed(on_file)))
        says = f"valid until {until}, needed until {needed}"
        yield paper, rule, says, "passport_six_months", _six_months(on_file, paper)
    for paper in on_file.documents:
        if lacks_translation(paper, on_file.documents):
            says, fact = f"in {paper.language}, without a translation", "translation_words"
            yield paper, "translation_missing", says, fact, rules[fact].text
        if paper.kind == "photo" and (paper.kb or 0) > MOST_KB:
            says, fact = f"{paper.kb} KB, at most {MOST_KB}", "photo_size"
            yield paper, "photo", says, fact, rules[fact].text


def short_passport(on_file: OnFile) -> Document | None:
    """The passport that lasts longest, where that is not long enough; a US citizen or permanent
    resident is not asked."""
    ends = {each.expires: each for each in on_file.documents if each.kind == "passport"}
    last = max(filter(None, ends), default=date.max)
    if last >= _needed(on_file) or on_file.applicant.us_status in ("citizen", "permanent"):
        return None
    passport = ends[last]
    return None if "United States" in _countries(on_file, passport) else passport


def _needed(on_file: OnFile) -> date:
    """Six months after the July in which residency begins."""
    return date(on_file.season + 1, 1, 1)


def _countries(on_file: OnFile, passport: Document) -> tuple[str, ...]:
    """The country that issued a passport, else those of the citizenship, where one is told."""
    citizenship = on_file.applicant.citizenship
    told = passport.country or (citizenship[0] if len(citizenship) == 1 else "")
    return meant(told, on_file.around.countries)


def _six_months(on_file: OnFile, passport: Document) -> str:
    """The rule, and whether the country of the passport is exempt from it."""
    rule, exempt = on_file.rules["passport_six_months"].text, on_file.rules["passport_exempt"]
    country = next(iter(_countries(on_file, passport)), "")
    listed = exempt.text.partition(": ")[2].rstrip(".").split(", ")
    stands = "exempt: it has to last as long as you stay" if country in listed else "not exempt"
    told = f" {country} is {stands} (list of {exempt.as_of[:4]})." if country else ""
    return f"{rule}{told}"


def lacks_translation(paper: Document, documents: Iterable[Document]) -> bool:
    """Whether a paper in another language has no translation that is ordered or there."""
    if paper.kind == "translation" or folded(paper.language) in ("", "english"):
        return False
    kept = (each for each in documents if each.kind == "translation" and each.state != "missing")
    return not any(_is_of(folded(each.of), paper) for each in kept)


def _is_of(of: str, paper: Document) -> bool:
    """Whether a translation of what it says is of a paper, or may be."""
    return of in folded(f"{paper.kind} {paper.of}") or folded(paper.kind) in of
