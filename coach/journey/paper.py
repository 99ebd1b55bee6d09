"""Codes that go out on paper and come back typed: two letters, and one that checks them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

from coach.records import CoachError

LETTERS: Final = "ABCDEFGHJKLMNPQRSTVWXYZ"
"""23, a prime, so that the check sees one wrong letter and two that changed places; no I, O and U,
which are read as something else."""
COUNT: Final = len(LETTERS)


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
    """The codes that were typed; `titles`: what each stands for.

    Raises CoachError that names every wrong one.
    """
    typed = dict.fromkeys(re.sub(r"[^\w\s,;]", "", text).upper().replace(",", " ").split())
    if wrong := [_why(code, titles) for code in typed if code not in titles]:
        raise CoachError(" ".join(wrong))
    return list(typed)


def _why(code: str, titles: Mapping[str, str]) -> str:
    """What is wrong with a code, and which it may be."""
    why = f"{code} stands on no page of yours."
    if len(code) != 3 or not {*code} <= {*LETTERS}:
        why = f"“{code}” is no code: three letters, never I, O or U."
    elif (right := checked(*map(LETTERS.index, code[:2]))) != code:
        why = f"{code} is misread: behind {code[:2]} stands {right[2]}."
    near = [f"{each} {titles[each]}" for each in titles if _is_near(code, each)]
    return f"{why} Is it {' or '.join(near[:2])}?" if near else why


def _is_near(code: str, other: str) -> bool:
    """Whether one letter differs, or the same letters stand in another order."""
    alike = sum(map(str.__eq__, code, other))
    return len(code) == 3 and (alike == 2 or sorted(code) == sorted(other))
