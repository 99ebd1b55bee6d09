"""Patients, programs, specialties, observers: many wordings of a fault, and what is innocent."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.subjects.coach import Coach

FAULTS = {
    "patient": (
        "I met Jamila after her second admission for seizures, and she laughed at my shoes.",
        "Goran was readmitted to our ward with the same pneumonia.",
        "I wrote a poem for Ines, the girl with leukemia.",
        "Nadia's leukemia came back in the spring.",
        "Her story was on the evening news, and I had been the one to suture her.",
        "He was the sole survivor of the landslide, and he lay with us for a month.",
        "The keeper of the only lighthouse on our coast was dying of lung cancer.",
        "Rustam, who had repaired my bicycle, was now my patient.",
        "The mayor of our town, aged 58, was admitted under my care.",
    ),
    "program_named": (
        "The Maimonides program suits my plans.",
        "Loyola's residents visit shelters, and that is why I am writing to you.",
        "The night float at Brookdale would suit me well.",
        "The clinics of Hackensack Medical Center are where I want to learn.",
        "Being trained at Lincoln Hospital would prepare me for such evenings.",
    ),
    "specialty_other": (
        "I want to train in psychiatry, because words matter there.",
        "I found my calling in the delivery room.",
        "My future is in dermatology.",
        "Urology seems to me the right field for such a person.",
        "I never considered anything but radiology after that.",
    ),
    "hands_on": (
        "During my observership in Toledo I doubled the insulin of a man with high sugars.",
        "As an observer I gave two doses of morphine before the nurse came.",
        "While shadowing in Tampa I was not idle: I examined each new patient.",
        "The attending of my observership put me in charge on Saturdays.",
        "As an observer I saw the new patients on my own.",
        "My role as observer soon became that of an intern: I placed central lines.",
        "I did an externship in Ogden, and I observed in a clinic. I gave the injections there.",
    ),
    "placeholder": (
        "Sure! Here's a more polished version of your paragraph:",
        "Let me know if you would like me to shorten it.",
        "In 20XX I began with a score of ###.",
        "Note to self: ask whether it was 2018.",
        "I am applying to HOSPITAL_NAME this year.",
    ),
    "praise": (
        "Football gave me endurance, the choir gave me patience and discipline.",
        "A sharp mind, steady hands and a warm heart are mine.",
        "I consider myself accurate, quiet, attentive and hard to discourage.",
    ),
    "home_country": (
        "My predecessors at the clinic were frauds.",
        "The villagers, superstitious and dirty, would not come.",
        "It was a relief to leave that mess of a country.",
    ),
    "ranking": (
        "My first preference goes to you.",
        "If accepted, I will surely remain as faculty.",
    ),
    "begging": (
        "My only request is that you read this twice.",
        "Thank you for taking out your precious time to read this.",
    ),
    "loud": ("The child had been missed THREE times.",),
    "british": ("The analyser had an odour.",),
}
INNOCENT = {
    "patient": (
        "In Little Rock, Dr. Amadi asked which patients were worse.",
        "I was the only doctor in the district, and the nearest scanner was a day away.",
        "I met Dr. Amadi on my first day, and he asked about her admission.",
        "She was admitted to our ward with a fever.",
        "In Kano, a man with chest pain waited for an hour.",
        "The newspapers wrote about the strike for weeks.",
        "The village's only doctor taught me to wait.",
        "I treated malaria in children, and diagnosed tuberculosis in their fathers.",
        "The technician, Mr. Wafula, had the key. Mr. Wafula walked in with a lamp.",
    ),
    "program_named": (
        "My own school, St. Luke Medical College, would have closed without the nurses.",
        "I hope to spend my life practicing in South Texas.",
        "My teacher had been a resident at Cook County, and would tell us of it.",
    ),
    "specialty_other": (
        "My rotation in neurology would not let me forget the reflexes.",
        "The labor ward was across the yard.",
        "My wife is a dermatologist.",
    ),
    "hands_on": (
        "Before the observership I had managed a ward of forty beds.",
        "After the observership came an externship in which I took histories and examined boys.",
        "During my observership the residents admitted twelve patients.",
        "I did an observership and an externship. On the wards I wrote notes under supervision.",
    ),
    "placeholder": ("Her karyotype (XX) surprised us.", "Our discharge template had two pages."),
    "praise": ("He was thin, quiet and tired.",),
    "gap": (
        "She used a refill gap as the opening of a talk.",
        "He taught me how a man with a language gap is heard.",
    ),
    "openings": ("I asked her for the list. I asked him for the key. Both came.",),
    "cliche": (
        "He went through the charts with me at the end of the day.",
        "My name is on the operative note, and so is hers.",
        "I had never known what happened between the trips.",
        "Osler's nodes were on two of his fingers.",
    ),
    "motives": (
        "I visited the island clinics on my free weekends.",
        "Salaries were paid late, and the ward stayed open.",
        "My salary was paid late in those months.",
        "For eight months my residence permit was being issued.",
        "I hold a green card and need no sponsorship.",
    ),
    "begging": (
        "I do not regret the detour.",
        "That does not excuse me from the examination.",
    ),
    "british": (
        "I gave him paracetamol and water.",
        "I worked at the Tata Memorial Centre for a year.",
    ),
}
CARRIER = (
    "The pump had been silent for ten minutes when my senior asked what I had missed.",
    "As a resident in internal medicine I want to read tracings with somebody younger.",
)


@pytest.fixture(scope="module")
def coach(tmp_path_factory: pytest.TempPathFactory) -> Coach:
    home: Path = tmp_path_factory.mktemp("kinds")
    return Coach.open(home, lambda: datetime(2026, 11, 29, 12, tzinfo=UTC))


@pytest.mark.parametrize("rule", FAULTS)
def test_each_wording_of_a_fault_is_found(coach: Coach, rule: str) -> None:
    assert not [text for text in FAULTS[rule] if rule not in _rules(coach, text)]


@pytest.mark.parametrize("rule", INNOCENT)
def test_what_only_looks_like_it_is_left_alone(coach: Coach, rule: str) -> None:
    assert not [text for text in INNOCENT[rule] if rule in _rules(coach, text)]


def _rules(coach: Coach, sentence: str) -> set[str]:
    text = "\n\n".join((CARRIER[0], sentence, CARRIER[1]))
    return {each.rule for each in coach.writing.findings(text, "internal medicine")}
