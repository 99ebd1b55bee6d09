"""Why something was found, in a few plain words."""

from __future__ import annotations

from collections.abc import Sequence

from coach.search.lookup import KIN
from coach.search.rank import Asked, Match
from coach.search.rewrite import Rewritten


def why(match: Match, question: Sequence[Asked], rewritten: Rewritten | None) -> str:
    """The name, the other name, the abbreviation or the word that matched."""
    document, phrase = match.document, match.phrase
    if document.entry.kind == "program":
        return document.entry.extra
    if rewritten:
        return f"{rewritten.term} asks for {rewritten.meaning}"
    if phrase is None:
        words = [w for term in question for w in term.meanings if w in document.words]
        return f"mentions {words[0]}" if words else ""
    if meant := _mistyped(question, phrase.words):
        return f"close to {meant}"
    if phrase.role == "initials":
        return f"abbreviation of {phrase.label}"
    if phrase.role == "synonym":
        is_name = phrase.label != phrase.label.lower()
        return f"{'also called' if is_name else 'matches'} {phrase.label}"
    if phrase.role == "topic":
        return f"helps with {phrase.label.replace('_', ' ')}"
    return "by its name" if phrase.role == "title" else phrase.label


def _mistyped(question: Sequence[Asked], words: Sequence[str]) -> str:
    """The words of the phrase that the query has with a slip."""
    return " ".join(
        word
        for word in words
        for term in question
        if term.meanings.get(word, KIN) not in (KIN, 1.0) and not word.startswith(term.word)
    )
