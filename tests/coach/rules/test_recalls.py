"""Recalls as a rule: what is compared, and that a release between leaves nothing out."""

from __future__ import annotations

from hypothesis import given, strategies as st

from coach.records import Decision, Recall, Said, Stand, Stated, Thing
from coach.rules.recalls import Book, differs, notices, recalls

THINGS: list[Thing] = [("program", "1"), ("program", "2"), ("rule", "r"), ("task", "t")]
FIELDS = ("visa_j1", "text", "due")


def stated(value: str, status: str = "official", as_of: str = "2025") -> Stated:
    return Stated(value, as_of, "S1", status)


values = st.builds(stated, st.sampled_from("abc"), st.sampled_from(("official", "unverified")))
things = st.fixed_dictionaries({name: values for name in FIELDS}).map(
    lambda fields: Said("", fields, {})
)
whole = st.fixed_dictionaries({thing: things for thing in THINGS})
holed = st.dictionaries(st.sampled_from(THINGS), things)
stands = st.lists(
    st.builds(
        lambda thing, fields: Stand(*thing, fields=tuple(fields)),
        st.sampled_from(THINGS),
        st.sets(st.sampled_from(FIELDS)),
    ),
    max_size=3,
    unique_by=lambda stand: (stand.kind, stand.key),
)
deciding = st.lists(stands, max_size=4).map(
    lambda lists: [
        Decision("mark", ("program", str(at)), str(at), "apply", stands=tuple(each))
        for at, each in enumerate(lists)
    ]
)


def told(listed: tuple[Recall, ...]) -> set[tuple[str, str, str, str, str, str]]:
    return {(r.decision, r.kind, r.key, r.field, r.was.value, r.now.value) for r in listed}


@given(whole, holed, deciding)
def test_exactly_what_a_decision_stood_on_and_that_differs(
    before: Book, after: Book, decisions: list[Decision]
) -> None:
    expected = {
        (decision.id, stand.kind, stand.key, name, was.value, now.value)
        for decision in decisions
        for stand in decision.stands
        for name, was in before[stand.kind, stand.key].fields.items()
        if not stand.fields or name in stand.fields
        for now in [after.get((stand.kind, stand.key), Said("", {}, {})).fields.get(name, Stated())]
        if was.value != now.value or (was.status, now.status) == ("official", "unverified")
    }
    assert told(recalls(before, after, decisions)) == expected


@given(whole, holed, whole, deciding)
def test_two_steps_tell_what_one_tells(
    first: Book, second: Book, third: Book, decisions: list[Decision]
) -> None:
    between = recalls(first, second, decisions)
    assert told(recalls(second, third, decisions, between)) >= told(
        recalls(first, third, decisions)
    )


@given(whole, holed, deciding)
def test_what_is_said_again_as_it_was_is_no_recall_any_more(
    before: Book, after: Book, decisions: list[Decision]
) -> None:
    left = recalls(after, before, decisions, recalls(before, after, decisions))
    assert all(recall.was.value == recall.now.value for recall in left)  # only less sure


@given(whole, deciding)
def test_the_same_facts_recall_nothing(book: Book, decisions: list[Decision]) -> None:
    assert recalls(book, book, decisions) == ()


def test_how_a_text_is_set_does_not_count_but_a_figure_does() -> None:
    assert not differs("text", stated("Seven years, from 2026."), stated("seven years from 2026"))
    assert differs("text", stated("Seven years from 2026."), stated("Six years from 2026."))


def test_a_figure_of_a_later_year_is_news_and_one_of_the_same_year_a_correction() -> None:
    was = stated("12", as_of="2022")
    assert not differs("positions", was, stated("14", as_of="2025"))
    assert differs("positions", was, stated("14", as_of="2022"))
    assert differs("positions", was, Stated())
    assert differs("visa_j1", was, stated("14", as_of="2025"))


def test_what_is_stated_for_the_first_time_recalls_nothing_and_surer_words_neither() -> None:
    assert not differs("visa_j1", Stated(), stated("yes"))
    assert not differs("day", stated("2027-03-01", "projected"), stated("2027-03-01"))
    assert differs("day", stated("2027-03-01"), stated("2027-03-01", "projected"))


def test_a_notice_names_each_decision_that_still_stands_and_each_change_once() -> None:
    before = {("program", "1"): Said("A", {"visa_j1": stated("yes")}, {})}
    stand = (Stand("program", "1"),)
    mark = Decision("mark", ("program", "1"), "A", "apply", stands=stand)
    rank = Decision("rank", ("program", "1"), "A", "3", stands=stand)
    (notice,) = notices(recalls(before, {}, [mark, rank]), [mark, rank])
    assert notice.gone and len(notice.recalls) == 1 and notice.decisions == (mark, rank)
    other = Decision("mark", ("program", "1"), "A", "no", stands=stand)
    (left,) = notices(recalls(before, {}, [mark, rank]), [other, rank])
    assert left.decisions == (rank,)
    assert not notices(recalls(before, {}, [mark]), [other])
