"""Papers and forms in words: what differs and what is next, and each form for typing off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Final

from coach.saying.rotations import source
from coach.saying.table import Col, table
from coach.saying.text import DOT, OPEN, ROOM, Answer, Line, head, labelled, parted
from coach.subjects.coach import Coach
from coach.subjects.options import Opt
from coach.subjects.papers import FORMS_IN_ORDER, HOW, Blank, Finding
from coach.wording import counted, short

if TYPE_CHECKING:
    from coach.records import FormField
    from coach.subjects.kept import Document, Filed

SIGNS: Final = {"differs": "!", "unclear": "?", "same": "="}
"""Of a field that is filed beside what is true."""
WEIGHTS: Final = {"differs": "!", "explains": DOT, "asks": "?"}
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


def consistency_lines(coach: Coach, listed: Iterable[Finding]) -> list[Line]:
    """Each finding with what to do, what certifying means, and what none proves."""
    on_file, each = coach.papers.on_file, list(listed)
    if not (on_file.documents or on_file.filed):
        return [Line.of(NOTHING)]
    words = [_finding(coach, finding) for finding in each] or [[Line.of(NO_PROOF)]]
    lock = coach.papers.rule("application_locks")
    day = max(rule.as_of for rule in map(coach.papers.rule, WANTS.values()))
    return parted(
        [head(_counts(each) or "Nothing differs that we can tell")],
        *words,
        [
            Line.of(f"{lock.title}: {lock.text}{source(lock)}"),
            Line.of(LAW.format(day=day), "dim"),
        ],
    )


def _counts(listed: Iterable[Finding]) -> str:
    """`2 differ, 1 only written otherwise, 1 to ask`."""
    weights = [each.weight for each in listed]
    words = (("differs", "differ"), ("explains", "only written otherwise"), ("asks", "to ask"))
    told = [(weights.count(weight), text) for weight, text in words]
    return ", ".join(f"{count} {text}" for count, text in told if count)


def _finding(coach: Coach, finding: Finding) -> list[Line]:
    rule = coach.papers.rule(finding.fact) if finding.fact else None
    where = f"  {finding.log} {finding.line}" if finding.line else ""
    return [
        Line.of(f"{WEIGHTS[finding.weight]} {finding.rule.replace('_', ' ')}{where}", "strong"),
        Line.of(finding.excerpt, indent=2, hang=2),
        Line(((finding.advice, ""), (source(rule), "dim")), indent=2),
    ]


def type_off(
    coach: Coach,
    form: Annotated[str, Opt(", ".join(FORMS_IN_ORDER), "FORM")],
) -> Answer:
    """One form's fields in the order of its pages: what is true, what was typed, how long."""
    blanks = coach.papers.side(form)
    data = {"form": blanks[0].field.form, "season": coach.papers.on_file.season, "fields": blanks}
    return Answer(data, type_off_lines(coach, blanks))


def type_off_lines(coach: Coach, blanks: list[Blank]) -> list[Line]:
    """The fields of a form under the heads of their pages."""
    lines = table(COLUMNS, [_cells(each) for each in blanks], ROOM - 1, gap=1)
    heads, rows = lines[: len(lines) - len(blanks)], lines[len(lines) - len(blanks) :]
    paged: list[Line] = []
    for before, blank, row in zip([None, *blanks], blanks, rows, strict=False):
        is_new = before is None or before.field.page != blank.field.page
        paged += [head(blank.field.page), row] if is_new else [row]
    form, season = blanks[0].field.form, coach.papers.on_file.season
    return [
        head(f"{form}, season {season}"),
        *heads,
        *paged,
        Line(),
        Line.of("= as it is   ! differs   ? can be two   ○ to be typed yet", "dim"),
        *_sources(blank.field for blank in blanks),
    ]


def _cells(blank: Blank) -> tuple[str, ...]:
    true, filed = blank.true, blank.filed
    sign = SIGNS.get(blank.state, "" if filed else OPEN * bool(true))
    told = filed.value if filed else true.value if true else ""
    limit = blank.field.limit
    length = f"{len(told)}/{limit}" if limit else str(len(told) or "")
    if limit and len(told) > limit:
        length += "!"
    wanted = true.value if true else _kept_in(blank.field)
    return sign, blank.field.label, wanted, filed.value if filed else "", length, _who(blank)


def _kept_in(field: FormField) -> str:
    """Where the coach would keep it, of what is not kept yet."""
    if field.key in ("experiences", "meaningful"):
        return "coach experience entries"
    return f"({field.takes})" if field.takes else ""


def _who(blank: Blank) -> str:
    return blank.true.who if blank.true else ""


def _sources(fields: Iterable[FormField]) -> list[Line]:
    """How sure the fields are, and of which season their limits."""
    each = list(fields)
    unsure = sum(field.status == "unverified" for field in each)
    dated = {field.season for field in each if field.season}
    limits = f" Limits of the season {', '.join(sorted(dated))}." if dated else ""
    newest = max(field.as_of for field in each)
    words = (
        f"{len(each) - unsure} of these fields were read in a source, {unsure} are general "
        f"knowledge (unverified), as of {newest}.{limits} The form itself decides."
    )
    return [Line.of(words, "dim")]


def beside_documents(coach: Coach, paper: Document) -> list[Line]:
    """What differs on a paper, what is next, until when it holds, and what its body wants."""
    title, today = coach.logs["documents"].log.title(paper), coach.today
    own = [each for each in coach.papers.findings if title in each.who]
    rule = coach.papers.rule(WANTS[paper.kind]) if paper.kind in WANTS else None
    days = f", {counted((paper.expires - today).days, 'day')}" if paper.expires else ""
    differs = [pair for each in own for pair in (("Differs", each.excerpt), ("To do", each.advice))]
    what = coach.papers.next_of(paper)
    return labelled(
        ("Next", f"{what}: {HOW[what]}" if what else ""),
        *differs,
        ("Holds", f"until {short(paper.expires, today)}{days}" if paper.expires else ""),
        ("State", _where(paper)),
        ("Name", paper_name(paper)),
        ("Wants", f"{rule.text}{source(rule)}" if rule else ""),
        ("Keys", "b a form side by side, c all that differs"),
    )


def _where(paper: Document) -> str:
    """`sent to ECFMG, held by Dr Ali`."""
    state = f"{paper.state or 'not said'}{' to ' * bool(paper.to)}{paper.to}"
    return f"{state}, held by {paper.holder}" if paper.holder else state


def paper_name(paper: Document) -> str:
    """The name as it is printed there."""
    parts = filter(None, (paper.surname.upper(), paper.first))
    return ", ".join(parts) or "not told yet (e changes it): surname and given names"


def beside_forms(coach: Coach, filed: Filed) -> list[Line]:
    """What is true of a field, what differs, and how long it may be."""
    blanks = [each for each in coach.papers.side(filed.form) if each.field.key == filed.field]
    line = list(coach.logs["forms"].listed()).index(filed.key) + 1
    own = [each for each in coach.papers.findings if (each.log, each.line) == ("forms", line)]
    is_old = filed.season != coach.papers.on_file.season
    return labelled(
        ("Typed", filed.value),
        *(("True", _true_words(blank)) for blank in blanks),
        *(pair for each in own for pair in (("Differs", each.excerpt), ("To do", each.advice))),
        *(("Page", _page_words(blank.field)) for blank in blanks),
        ("Season", f"{filed.season}: last season's file" if is_old else ""),
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
    """What differs between forms and papers, and what is of an earlier season."""
    on_file = coach.papers.on_file
    if not on_file.filed:
        return []
    old = sum(filed.season != on_file.season for filed in on_file.filed)
    is_old = f"{counted(old, 'field')} of an earlier one: last season's file, held apart"
    return labelled(
        ("Check", _counts(coach.papers.findings) or NO_PROOF),
        ("Season", f"{on_file.season}{f'; {is_old}' if old else ''}"),
    )


def short_documents(coach: Coach) -> str:
    """How many papers are there, and how many ask for something."""
    papers = coach.logs["documents"].entries().values()
    if not papers:
        return ""
    asked = sum(bool(coach.papers.next_of(paper)) for paper in coach.papers.on_file.documents)
    return f"{counted(len(papers), 'paper')}{f', {asked} ask for something' if asked else ''}"


def short_forms(coach: Coach) -> str:
    """How many fields are kept, and what differs."""
    filed = coach.logs["forms"].entries()
    if not filed:
        return ""
    return ", ".join(filter(None, (counted(len(filed), "field"), _counts(coach.papers.findings))))
