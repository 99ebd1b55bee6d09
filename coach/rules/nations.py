"""Rules of nationality and birth for one applicant: dated facts to check, never a verdict."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from coach.records import Country, Held
from coach.rules.conditions import needs_visa
from coach.rules.countries import ask, either, meant
from coach.rules.held import Person, passes, rule, unsaid, warns

SETTLED: Final = ("permanent", "citizen")
"""Statuses that a suspension of visas does not reach."""
CHECK: Final = (
    "Look at travel.state.gov whether it holds today, and ask ECFMG or a lawyer before you pay."
)
CANADA: Final = "Canada"


def _known(person: Person, words: Iterable[str]) -> list[Country] | Held:
    """The countries of these words, or what to ask where their lists are not clear."""
    named = []
    for word in words:
        countries = [person.countries[name] for name in meant(word, person.countries)]
        if len({(country.extent, country.hold) for country in countries}) != 1:
            return unsaid(f"{ask(word, person.countries)}.", "Correct it on the Profile page.")
        named.append(countries[0])
    return named


@rule(fact="country_nationality", settles="citizenship", private="visa")
def nationality(person: Person) -> Held:
    """No suspension of visas named the passports; birth has no part in it."""
    who = person.applicant
    if who.us_status in SETTLED or needs_visa(who) is False:
        return passes("It reaches neither citizens nor permanent residents, nor who needs no visa.")
    if not who.citizenship:
        return unsaid("Which passports you hold is not said.", "Add citizenship to the profile.")
    countries = _known(person, who.citizenship)
    if isinstance(countries, Held):
        return countries
    on = [country for country in countries if country.extent]
    if not on:
        return passes("Your passport was on no list of January 2026, and birth has no part in it.")
    first = on[0]
    if others := [country.name for country in countries if not country.extent]:
        return passes(
            f"{first.name} was on a list; who travels on a passport of {either(others)} is "
            "outside it."
        )
    listed = f"{first.name} was on the {first.extent} list of {first.as_of}"
    if who.us_status not in (None, "abroad"):
        return passes(
            f"{listed}. Who was in the US or held a valid visa on 1 January 2026 is outside it; "
            "ask a lawyer before you travel."
        )
    h1b = " H-1B is not on it." if first.extent == "partial" else ""
    return warns(
        f"{listed}: {first.what}.{h1b} A visa that was valid on 1 January 2026 is outside it.",
        CHECK,
    )


@rule(fact="uscis_hold", settles="birth_country and citizenship", private="visa")
def uscis_hold(person: Person) -> Held:
    """USCIS holds no papers for the country of birth or of a passport."""
    who = person.applicant
    if who.us_status == "citizen":
        return passes("Citizens wait for none of these papers.")
    born = [who.birth_country] if who.birth_country else []
    countries = _known(person, [*born, *who.citizenship])
    if isinstance(countries, Held):
        return countries
    held = [country for country in countries if country.hold]
    passports = countries[len(born) :]
    sure = next(
        (country.name for country in held if country.hold == "yes" or country in passports), ""
    )
    if who.us_status == "abroad" and who.visa == "j1":
        those = f"; those are held for people of {sure}, by birth too" if sure else ""
        return passes(
            "A J-1 visa at a consulate is no paper of USCIS. What is: a petition, a change of "
            f"status, a work permit{those}."
        )
    if sure:
        return warns(
            f"Petitions, changes of status and work permits of people born in {sure}, or its "
            "citizens, are held, inside the US too. A visa at a consulate is no paper of USCIS.",
            "Ask the hospital's lawyer before you count on such a paper. The review for "
            "physicians of 30 April 2026 is internal: nobody can ask for it.",
        )
    if held:
        return unsaid(
            f"Whether the hold means people born in {held[0].name} is not clear in our sources.",
            "Ask a lawyer before you count on a paper of USCIS.",
        )
    if not born:
        return unsaid(
            "It goes by birth too, and where you were born is not said.",
            "Add birth_country to the profile.",
        )
    return passes("Neither birth nor passport is among the 39 countries.")


@rule(fact="canada_need", settles="citizenship", private="visa")
def canada_entry(person: Person) -> Held:
    """Canada's list of needed specialties is asked before a Canadian citizen chooses one."""
    who = person.applicant
    names = [name for word in who.citizenship for name in meant(word, person.countries)]
    if CANADA not in names or needs_visa(who) is False:
        return passes("It concerns Canadian citizens who need a visa.")
    border = "You enter at the border without a consulate"
    if who.visa == "h1b":
        return passes(f"{border}, and an H-1B asks for no Statement of Need.")
    chosen = either(who.specialties) if who.specialties else "your specialty"
    return unsaid(
        f"{border}, with DS-2019 and SEVIS receipt. Whether Health Canada lists {chosen} as "
        "needed is not known here.",
        "Look at the list of Health Canada before you choose or apply: without it there is no "
        "Statement of Need.",
    )
