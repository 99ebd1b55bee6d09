"""Rules of nationality and birth for one applicant: dated facts to check, never a verdict."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from coach.records import Country, Held
from coach.records.spelling import either
from coach.rules.conditions import needs_visa
from coach.rules.countries import ask, meant
from coach.rules.held import Person, passes, rule, unsaid, warns

CHECK: Final = (
    "Look at travel.state.gov whether it holds today, and ask ECFMG or a lawyer before you pay."
)
PAPERS: Final = (
    "A visa at a consulate is no paper of USCIS; petitions, changes of status and work permits are."
)


def _known(person: Person, words: Iterable[str]) -> list[Country] | Held:
    """The countries of these words, or what to ask where their lists are not clear."""
    named = []
    for word in words:
        countries = [person.countries[name] for name in meant(word, person.countries)]
        if len({(country.extent, country.hold) for country in countries}) != 1:
            return unsaid(f"{ask(word, person.countries)}.", "Correct it on the Profile page.")
        named.append(countries[0])
    return named


def if_issued(person: Person) -> str:
    """What is added to what visitors may do, where every passport is on a list; else ""."""
    on = _known(person, person.applicant.citizenship)
    if isinstance(on, Held) or not on or not all(country.extent for country in on):
        return ""
    return f", if a visa is issued: the {on[0].extent} list named {on[0].listed}"


def _is_free(person: Person) -> bool:
    """Whether they surely need no visa."""
    return person.has_passport("United States") or needs_visa(person.applicant) is False


@rule(fact="country_nationality", settles="citizenship", private="visa")
def nationality(person: Person) -> Held:
    """No suspension of visas named the passports; birth has no part in it."""
    who = person.applicant
    if _is_free(person):
        return passes(
            "The lists of suspended visas reach neither citizens nor permanent residents, nor who "
            "needs no visa."
        )
    if not who.citizenship:
        return unsaid("Which passports you hold is not said.", "Add citizenship to the profile.")
    countries = _known(person, who.citizenship)
    if isinstance(countries, Held):
        return countries
    on = [country for country in countries if country.extent]
    if not on:
        return passes("Your passport was on no list of January 2026, and birth has no part in it.")
    first = on[0]
    listed = f"The {first.extent} list of {first.as_of} named {first.listed}"
    if others := [country.name for country in countries if not country.extent]:
        return passes(f"{listed}; who travels on a passport of {either(others)} is outside it.")
    listed += f": {first.what}."
    if first.extent == "partial" and who.visa == "h1b":
        return passes(f"{listed} H-1B was not on it; check travel.state.gov today.")
    if who.us_status not in (None, "abroad"):
        return unsaid(
            f"{listed} Were you in the US, or was your visa valid, on 1 January 2026? Then it did "
            "not touch you.",
            "Ask a lawyer before you travel.",
        )
    h1b = " H-1B was not on it." if first.extent == "partial" else ""
    return warns(
        f"{listed}{h1b} Who was in the US or held a valid visa on 1 January 2026 is outside it.",
        CHECK,
    )


@rule(fact="uscis_hold", settles="birth_country and citizenship", private="visa")
def uscis_hold(person: Person) -> Held:
    """USCIS holds no papers for the country of birth or of a passport."""
    who = person.applicant
    if who.us_status == "citizen" or person.has_passport("United States"):
        return passes("Citizens wait for no paper of USCIS.")
    if who.us_status == "permanent":
        return passes(
            "With a green card you need no paper of USCIS for residency; a replaced card or "
            "naturalisation is another matter: ask a lawyer."
        )
    born = [who.birth_country] if who.birth_country else []
    countries = _known(person, [*born, *who.citizenship])
    if isinstance(countries, Held):
        return countries
    held = [country for country in countries if country.hold]
    memo = _memo(held, passports=countries[len(born) :])
    if who.us_status == "abroad" and who.visa == "j1":
        return passes(PAPERS + memo)
    if memo:
        return warns(
            PAPERS + memo,
            "Check uscis.gov today, and ask the hospital's lawyer before you count on such a "
            "paper. There is no way to ask for the review for physicians; never count on the hold "
            "as lifted.",
        )
    if held:
        return unsaid(
            f"USCIS holds papers of {held[0].listed}; whether birth alone counts is not clear in "
            "our sources.",
            "Ask a lawyer before you count on a paper of USCIS.",
        )
    if not born:
        return unsaid(
            "It goes by birth too, and where you were born is not said.",
            "Add birth_country to the profile.",
        )
    return passes("Neither birth nor passport is among the 39 countries whose papers USCIS holds.")


def _memo(held: list[Country], passports: list[Country]) -> str:
    """Whom the hold surely reaches, and that it is not the last word; "" for nobody."""
    for country in held:
        people = f"people born in {country.name}, or its citizens"
        if country.hold == "yes" or country in passports:
            return (
                " By a memo of 1 January 2026 it makes no final decision on most papers of "
                f"{people if country.hold == 'yes' else country.listed}, inside the US too; there "
                "are exceptions, and courts are involved."
            )
    return ""


@rule(fact="canada_need", settles="citizenship", private="visa")
def canada_entry(person: Person) -> Held:
    """Canada's list of needed specialties is asked before a Canadian citizen chooses one."""
    who = person.applicant
    if not person.has_passport("Canada") or _is_free(person):
        return passes(
            "Health Canada's list concerns citizens of Canada who need a visa; its permanent "
            "residents look at it too."
        )
    border = "You enter at the border without a consulate (unverified)"
    if who.visa == "h1b":
        return passes(f"{border}, and an H-1B asks for no Statement of Need.")
    chosen = either(who.specialties) if who.specialties else "your specialty"
    return unsaid(
        f"{border}, with DS-2019 and SEVIS receipt. Whether Health Canada lists {chosen} as "
        "needed is not known here.",
        "Look at the list of Health Canada before you choose or apply: what is not on it needs the "
        "endorsement of a province's or territory's own ministry.",
    )
