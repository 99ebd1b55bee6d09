"""The commands of the rank list and of what stands beside and after it."""

from __future__ import annotations

from typing import Final

from coach.records import Command, replace

KEYS: Final = (
    ("held", "i interviewed", "Add every program that you interviewed with.", "add_held()"),
    ("check", "c check", "Hold the list against every rule.", "rank_checks.check()"),
    ("pairs", "o this or that", "Choose of two; see the order.", "rank_acts.pairs()"),
    ("told", "d answers", "Answer what the check asks.", "rank_checks.answers()"),
    ("true", "y true", "Say that this is the true order.", "rank_checks.true()"),
    ("certified", "s certified", "Say that it is certified in R3.", "rank_checks.certified()"),
    ("july", "f 1 July", "Read what stands before 1 July.", "rank_checks.july()"),
    ("up", "plus,equals_sign up", "Move the program up a place.", "shift(-1)"),
    ("down", "minus down", "Move the program down a place.", "shift(1)"),
    ("place", "p place", "Type the place of the program.", "rank_acts.place"),
    ("replay", "v replay", "See the algorithm run on your own list.", "rank_acts.replay()"),
    ("add", "a add", "Add one program, or one of its tracks.", "rank_acts.add()"),
    ("paste", "P paste", "Paste a list that you have, in its order.", "rank_acts.paste()"),
    ("note", "n note", "Write a few words on how it feels now.", "rank_acts.note"),
    ("remove", "x remove", "Take the program off the list.", "remove"),
    ("weighted", "w weights", "Weigh your marks; see the order.", "rank_acts.weighted()"),
    ("behind", "b first year", "Rank it behind the advanced posts, or not.", "behind"),
    ("write", "e write", "Write the list to a file, to print.", "rank_acts.write()"),
    ("why", "enter read", "Read what you noted then beside your words of now.", "explain"),
    ("couple", "C couple", "Read one list of pairs out of both.", "couples.joined()"),
    ("partner", "E for partner", "Write your order for your partner.", "couples.hand_over()"),
)
"""The keys of the list in the order of the footer: name, key and word, sentence, action."""
WORDS: Final[dict[str, tuple[str, str, str, str]]] = {
    "held": ("rank add", "ranking.add_held", "ranking.ranks", "rank"),
    "check": ("rank check", "ranking.check", "rank_checks.checks", "checks"),
    "pairs": ("rank pairs", "ordering.pairs", "ordering.pairs", "pairs"),
    "told": ("rank tell", "ranking.tell", "ranking.ranks", "rank"),
    "true": ("rank true", "ranking.is_true", "ranking.ranks", "rank"),
    "certified": ("rank certified", "ranking.certify", "rank_checks.checks", "checks"),
    "july": ("rank july", "ranking.july", "rank_checks.july", "july"),
    "place": ("rank set", "ranking.place", "ranking.ranks", "rank"),
    "replay": ("rank replay", "ordering.replay", "ordering.replay", "replay"),
    "remove": ("rank remove", "ranking.remove", "ranking.ranks", "rank"),
    "weighted": ("rank weighted", "ordering.weighed", "ordering.weighed", "weighted"),
    "couple": ("rank couple", "couples.joined", "couples.joined", ""),
    "partner": ("rank export", "couples.hand_over", "couples.handed", ""),
    "hundred": ("hundred", "hundred.hundred", "hundred.hundred", ""),
    "honest": ("honest", "hundred.honest", "hundred.honest", ""),
    "after": ("after", "saying.after.after", "", ""),
}
"""Those that are commands too: words, act, what says it, what gives it."""


SEASON: Final = (
    (
        "hundred",
        "h a hundred",
        "Read how many of a hundred like you pass each gate.",
        "advice.hundred()",
    ),
    (
        "honest",
        "y honest year",
        "Read what one more attempt is: price, what ages, exits.",
        "advice.honest()",
    ),
    ("after", "e after", "Read what the first day hangs on, and whom to ask when.", "after.read()"),
)
"""The keys of what stands beside the list, on Season."""


def _command(page: str, rank: int, row: tuple[str, str, str, str]) -> Command:
    name, keys, text, action = row
    key, _, label = keys.partition(" ")
    words, act, says, gives = WORDS.get(name, ("", "", "", ""))
    command = Command(f"{page}.{name}", key, label, text, action, (page,), rank)
    return replace(command, words=words, act=act, says=says, gives=gives)


RANKING: Final[tuple[Command, ...]] = (
    *(_command("ranking", rank, row) for rank, row in enumerate(KEYS, 2)),
    *(_command("season", rank, row) for rank, row in enumerate(SEASON, 25)),
)
