"""Papers and forms in words: what differs and what is next, and each form for typing off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Final

from coach.saying.rotations import source
from coach.saying.table import Col, table
from coach.saying.text import DOT, OPEN, ROOM, Answer, Line, head, labelled, parted
from coach.subjects.coach import Coach
from coach.subjects.options import Opt
from coach.subjects.papers import FORMS_IN_ORDER, WHAT, Blank, Finding
from coach.wording import counted, short

if TYPE_CHECKING:
    from datetime import date

    from coach.records import FormField
    from coach.subjects.kept import Document, Filed

SIGNS: Final = {"differs": "!", "explains": DOT, "asks": "?", "unclear": "?", "same": "="}
"""Of a finding, and of a field that is filed beside what is true."""
LABELS: Final = {"differs": "Differs", "explains": "Explain", "asks": "Ask"}
NOTHING: Final = (
    "Nothing to hold against each other yet: document passport surname Khan first Ali, then the "
    "diploma, then what you typed: filed MyERAS last name Khan."
)
NO_PROOF: Final = "No rule of ours fired. That proves nothing: read each form once more."
LAW: Final = "General information as of {day}, not legal advice; ask ECFMG or a lawyer."
COLUMNS: Final = (
    Col("", 9, left=True),
    Col("field", 8, left=True, least=14),
    Col("true today", 7, left=True, least=20),
    Col("typed", 6, left=True, least=14),
    Col("length", 5),
    Col("by", 2, left=True),
)
"""Of a form for typing off."""
WANTS: Final = {
    "passport": "name_as_passport",
    **dict.fromkeys(("diploma", "transcript", "MSPE"), "name_on_credentials"),
    "translation": "translation_words",
    "photo": "photo_size",
    "account": "name_in_services",
}
"""The rule beside a paper."""


def consistency(coach: Coach) -> Answer:
    """What differs between papers, forms, logs and today, the worst first."""
    listed = coach.papers.findings
    data = {
        "findings": [each for each in listed if each.weight != "asks"],
        "questions": [each for each in listed if each.weight == "asks"],
    }
    return Answer(data, consistency_lines(coach, listed))


def consistency_lines(coach: Coach, listed: list[Finding]) -> list[Line]:
    """Each finding with what to do, what certifying means, and what none proves."""
    on_file = coach.papers.on_file
    if not (on_file.documents or on_file.filed):
        return [Line.of(NOTHING)]
    words = [_finding(coach, finding) for finding in listed] or [[Line.of(NO_PROOF)]]
    rules = coach.library.rules
    lock, day = rules["application_locks"], max(rules[key].as_of for key in WANTS.values())
    return parted(
        [head(f"Season {on_file.season}: {_counts(listed) or 'nothing differs that we can tell'}")],
        *words,
        [Line.of(f"{lock.title}: {lock.text}{source(lock)}"), Line.of(LAW.format(day=day), "dim")],
    )


def _counts(listed: Iterable[Finding]) -> str:
    """`1 differs, 2 to explain, 1 to ask`."""
    weights = Counter(each.weight for each in listed)
    told = {
        "differs" if weights["differs"] == 1 else "differ": weights["differs"],
        "to explain": weights["explains"],
        "to ask": weights["asks"],
    }
    return ", ".join(f"{count} {text}" for text, count in told.items() if count)


def _finding(coach: Coach, finding: Finding) -> list[Line]:
    rule = coach.library.rules[finding.fact] if finding.fact else None
    where = ""
    if finding.line:
        subject = coach.logs[finding.log]
        where = f"  {subject.log.title(list(subject.listed().values())[finding.line - 1])}"
    return [
        Line.of(f"{SIGNS[finding.weight]} {finding.rule.replace('_', ' ')}{where}", "strong"),
        Line.of(finding.excerpt, indent=2, hang=2),
        Line(((finding.advice, ""), (source(rule), "dim")), indent=2),
    ]


def type_off(coach: Coach, form: Annotated[str, Opt(", ".join(FORMS_IN_ORDER), "FORM")]) -> Answer:
    """One form's fields in the order of its pages: what is true, what was typed, how long."""
    blanks = coach.papers.side(form)
    data = {"form": blanks[0].field.form, "season": coach.papers.on_file.season, "fields": blanks}
    return Answer(data, type_off_lines(coach, blanks))


def type_off_lines(coach: Coach, blanks: list[Blank]) -> list[Line]:
    """The fields of a form under the heads of their pages, and how sure they are."""
    lines = table(COLUMNS, [_cells(each) for each in blanks], ROOM - 1, gap=1)
    paged, page = lines[: len(lines) - len(blanks)], ""
    for blank, row in zip(blanks, lines[len(paged) :], strict=True):
        paged += [row] if blank.field.page == page else [head(blank.field.page), row]
        page = blank.field.page
    fields = [blank.field for blank in blanks]
    unsure = sum(field.status == "unverified" for field in fields)
    dated = sorted({field.season for field in fields if field.season})
    limits = f" Limits of the season {', '.join(dated)}." if dated else ""
    sources = (
        f"{len(fields) - unsure} of these fields were read in a source, {unsure} are general "
        f"knowledge (unverified), as of {max(field.as_of for field in fields)}.{limits} The form "
        "itself decides."
    )
    return [
        head(f"{fields[0].form}, season {coach.papers.on_file.season}"),
        *paged,
        Line(),
        Line.of(
            f"= as it is   ! differs   {DOT} to explain   ? can be two   ○ to be typed yet", "dim"
        ),
        Line.of(sources, "dim"),
    ]


def _cells(blank: Blank) -> tuple[str, ...]:
    true, filed, limit = blank.true, blank.filed, blank.field.limit
    told = filed.value if filed else true.value if true else ""
    length = f"{len(told)}/{limit}{'!' * (len(told) > limit)}" if limit else str(len(told) or "")
    return (
        SIGNS.get(blank.state, "" if filed else OPEN * bool(true)),
        blank.field.label,
        true.value if true else _kept_in(blank.field),
        filed.value if filed else "",
        length,
        true.who if true else "",
    )


def _kept_in(field: FormField) -> str:
    """Where the coach would keep it, of what is not kept yet."""
    if field.key in ("experiences", "meaningful"):
        return "coach experience entries"
    return f"({field.takes})" if field.takes else ""


def beside_documents(coach: Coach, paper: Document) -> list[Line]:
    """What differs on a paper, what is next, until when it holds, and what its body wants."""
    title, today = coach.logs["documents"].log.title(paper), coach.today
    rule = coach.library.rules[WANTS[paper.kind]] if paper.kind in WANTS else None
    what = coach.papers.next_of(paper)
    state = f"{paper.state or 'not told yet'}{' to ' * bool(paper.to)}{paper.to}"
    return labelled(
        ("Next", f"{what}: {WHAT[what][2]}" if what else ""),
        *_told(each for each in coach.papers.findings if title in each.who),
        ("Holds", _until(paper.expires, today) if paper.expires else ""),
        ("State", f"{state}, held by {paper.holder}" if paper.holder else state),
        ("Name", _name(paper) or "not told yet (e changes it): surname and given names"),
        ("Wants", f"{rule.text}{source(rule)}" if rule else ""),
        ("Keys", "b a form side by side, c all that differs"),
    )


def _name(paper: Document) -> str:
    return paper.name or ", ".join(filter(None, (paper.surname.upper(), paper.first)))


def _until(day: date, today: date) -> str:
    return f"until {short(day, today)}, {counted((day - today).days, 'day')}"


def _told(listed: Iterable[Finding]) -> list[tuple[str, str]]:
    """Each finding about an entry, with what to do."""
    pairs = (((LABELS[each.weight], each.excerpt), ("To do", each.advice)) for each in listed)
    return [line for pair in pairs for line in pair]


def beside_forms(coach: Coach, filed: Filed) -> list[Line]:
    """What is true of a field, what differs, and how long it may be."""
    blanks = (each for each in coach.papers.side(filed.form) if each.field.key == filed.field)
    blank = next(blanks, None)
    line = list(coach.logs["forms"].listed()).index(filed.key) + 1
    season = coach.papers.on_file.season
    is_other = filed.season != season
    return labelled(
        ("Typed", filed.value),
        ("True", _true_words(blank) if blank else ""),
        *_told(each for each in coach.papers.findings if (each.log, each.line) == ("forms", line)),
        ("Page", _page_words(blank.field) if blank else ""),
        ("Season", f"{filed.season}{f', held apart: you plan for {season}' * is_other}"),
        ("Keys", "b this form side by side, c all that differs"),
    )


def _true_words(blank: Blank) -> str:
    if blank.true:
        return f"{blank.true.value} ({blank.true.who})"
    return f"not kept yet {_kept_in(blank.field)}".rstrip()


def _page_words(field: FormField) -> str:
    limit = f", at most {field.limit} characters" if field.limit else ""
    return f"{field.page}: {field.label}{limit}{source(field)}"


def standing_documents(coach: Coach) -> list[Line]:
    """What differs between papers and forms."""
    return labelled(("Papers", short_documents(coach)), ("Check", _counts(coach.papers.findings)))


def standing_forms(coach: Coach) -> list[Line]:
    """What differs between forms and papers, and what is of another season."""
    on_file = coach.papers.on_file
    if not on_file.filed:
        return []
    others = sum(filed.season != on_file.season for filed in on_file.filed)
    apart = f"; {counted(others, 'field')} of another one, held apart" if others else ""
    return labelled(
        ("Check", _counts(coach.papers.findings) or NO_PROOF),
        ("Season", f"{on_file.season}{apart}"),
    )


def short_documents(coach: Coach) -> str:
    """How many papers are there, and how many ask for something."""
    papers = coach.papers.on_file.documents
    asked = sum(bool(coach.papers.next_of(paper)) for paper in papers)
    asks = f", {asked} ask{'s' * (asked == 1)} for something" if asked else ""
    return f"{counted(len(papers), 'paper')}{asks}" if papers else ""


def short_forms(coach: Coach) -> str:
    """How many fields are kept, and what of them differs."""
    filed = coach.logs["forms"].entries()
    own = _counts(each for each in coach.papers.findings if each.log == "forms")
    return f"{counted(len(filed), 'field')}{f', {own}' if own else ''}" if filed else ""
