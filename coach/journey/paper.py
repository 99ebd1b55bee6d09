"""Codes that go out on paper or in a letter and come back: two letters and one that checks them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from difflib import SequenceMatcher
from functools import partial
from hashlib import sha256
from typing import Final

from coach.records import CoachError

LETTERS: Final = "ABCDEFGHJKLMNPQRSTVWXYZ"
"""23, a prime, so that the check sees one wrong letter and two that changed places; no I, O and U,
which are read as something else."""
COUNT: Final = len(LETTERS)
MARKER: Final = re.compile(r"\[\s*([A-Z]{3})\s*\]", re.I)
END: Final = "[ZZZ]"
"""Stands behind all lines of a letter; its check is wrong, so nothing has it for a code."""
CLOSING: Final = re.compile(
    r"(?im)^[>|\s]*(?=(?:(?:all the |kind |warm |with )?(?:best|regards|wishes|love)|thanks?"
    r"|cheers|hugs|sincerely|yours|take care|good luck|see you|talk soon|hope this|sent from)\b"
    r"[^.\n]{0,50}[.!]*\s*$)"
)
"""Where a letter ends: what comes then is about no line of it."""
QUOTED: Final = re.compile(r"^[>|\s]+|[\u200b-\u200f\u2060\ufeff]", re.M)
NO_WORD: Final = re.compile(r"[-–—>|*_~·•=#]+")
FAR: Final = (3, True)
"""How far apart codes are that have nothing in common."""
SHORTEST: Final = 3
"""Words in a row that are taken for those of the letter, not for somebody's own."""


def seal(name: str) -> str:
    """What a code is kept by: names of steps may hold a person's."""
    return sha256(name.encode()).hexdigest()[:12]


def checked(first: int, second: int) -> str:
    """The letters of two numbers with the one that checks them."""
    return "".join(LETTERS[each % COUNT] for each in (first, second, 2 * first + 5 * second + 7))


def with_codes(seals: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """The known codes by seal, and one for each that has none; they begin anew once many are
    given away."""
    codes = dict(known) if len(known) < COUNT * COUNT // 2 else {}
    for new in (each for each in seals if each not in codes):
        taken, number = {*codes.values()}, int(new, 16)
        while (code := checked(*divmod(number % COUNT**2, COUNT))) in taken:
            number += 1
        codes[new] = code
    return codes


def read(text: str, titles: Mapping[str, str]) -> list[str]:
    """The codes that were typed; `titles`: what each stands for. Raises CoachError that names every
    wrong one."""
    typed = dict.fromkeys(re.sub(r"[^\w\s,;]", "", text).upper().replace(",", " ").split())
    if wrong := [_why(code, titles) for code in typed if code not in titles]:
        raise CoachError(" ".join(wrong))
    return list(typed)


def _why(code: str, titles: Mapping[str, str]) -> str:
    """What is wrong with a code, and which of those that were printed comes nearest."""
    why = f"“{code}” stands on no page of yours"
    if len(code) != 3 or not {*code} <= {*LETTERS}:
        why = f"“{code}” is no code (three letters, never I, O or U)"
    elif checked(*map(LETTERS.index, code[:2])) != code:
        why = f"“{code}” is misread: its letters do not go together"
    near = min(titles, key=partial(_apart, code), default="")
    if _apart(code, near) >= FAR:
        return f"{why}."
    return f"{why}. The nearest is {near}: {titles[near] or 'not asked any more'}."


def _apart(code: str, other: str) -> tuple[int, bool]:
    """How many letters differ, the same ones in another order first."""
    return 3 - sum(map(str.__eq__, code, other)), sorted(code) != sorted(other)


def between(letter: str, back: str, codes: Container[str]) -> dict[str, str]:
    """What was written behind each code of a letter that came back quoted, broken anew or with
    other signs; under "" what stands before and after all lines."""
    last = max((code.end() for code in MARKER.finditer(back)), default=0)
    came = _words(back[:last] + CLOSING.sub(f"{END} ", back[last:], count=1))
    blocks = SequenceMatcher(None, _folded(_words(letter)), _folded(came), False)
    same = [False] * len(came)
    for _, start, size in blocks.get_matching_blocks():
        if size >= SHORTEST:
            same[start : start + size] = [True] * size
    under, added = "", dict[str, list[str]]()
    for word, is_ours in zip(came, same, strict=True):
        if word == END or (MARKER.fullmatch(word) and word[1:4] in codes):
            under = word[1:4].replace(END[1:4], "")
        elif not is_ours:
            added.setdefault(under, []).append(word)
    return {code: " ".join(words) for code, words in added.items()}


def _words(text: str) -> list[str]:
    text = MARKER.sub(lambda code: f" [{code[1].upper()}] ", QUOTED.sub("", text))
    return [word for word in text.split() if not NO_WORD.fullmatch(word)]


def _folded(words: Iterable[str]) -> list[str]:
    return ["".join(filter(str.isalnum, word)).casefold() or word for word in words]
