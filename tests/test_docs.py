"""The pages for users and engineers say what is there, all of it, and nothing else."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach import VERSION
from coach.cli.parser import act_of, parameters, parser
from coach.cli.rows import LINES as COMMANDS
from coach.facts.book import Facts
from coach.ranking.couples import Spot, written
from tests import pictures, promised, reference

ROOT = Path(__file__).parent.parent
Run = Callable[..., tuple[int, Any, str]]
PROGRAM = "1403511253"
LINES = {
    "ask": "how long does my oet count",
    "check statement": "statement.txt",
    "check message": "statement.txt",
    "note": "person Dr Okafor clinical",
    "study replan": "step3 2027-03-01",
    "study answer": "tamponade_pulsus_paradoxus_before good",
    "profile set": "visa=j1",
    "profile import": "me.toml",
    "profile export": "other.toml",
    "search": "uworld",
    "programs": "--limit 3",
    "explain": PROGRAM,
    "fact": f"{PROGRAM} positions 20",
    "program read": f"{PROGRAM} page.txt --keep",
    "list": "--count 5",
    "signals": "--count 5",
    "verify": "--count 5",
    "scenario": "full_list",
    "moved": "--since 3",
    "what-if": "--hours 20",
    "do": "mock_interviews",
    "skip": "two_track",
    "reopen": "two_track",
    "move": "mock_interviews 2026-12-01",
    "snooze": "mock_interviews 2026-12-02",
    "task add": "Something",
    "task set": "my_something --note hm",
    "task remove": "my_something",
    "review": "--save well",
    "forms side": "MyERAS",
    "interviews before": "maimonides_medical_center_internal",
    "interviews felt": "maimonides_medical_center_internal --note calm",
    "rank set": f"{PROGRAM} 1 --anyway",
    "rank certified": "--today 2027-02-10",
    "rank tell": f"{PROGRAM} --would-go yes",
    "rank chance": "12",
    "paper read": "back.txt",
    "paper done": "RSC",
    "rank remove": PROGRAM,
    "rank paste": "ranks.txt --anyway",
    "applications paste": "list.txt",
    "invites read": "mail.txt",
    "rank couple": "partner.json",
    "rank export": "mine.json --partner",
    "people forget": "dr_brown_clinical --yes",
    "versions keep": "statement.txt --specialty IM",
    "versions edit": "--specialty IM",
    "versions record": "record.html",
    "import": "facts facts.csv",
    "export": "list out.csv",
    "journey --since": "2026-11-15",
    "import --preview": "facts facts.csv",
    "export week -": "",
    "export summary": "-",
    "money tell": "280 pkr",
    "backup": "all.db",
    "restore": "newest",
    "soap rehearse": "monday 10:00",
    "soap pick": PROGRAM,
    "soap read": "list.txt --allowed",
    "soap drop": PROGRAM,
    "back": "1",
    "forget": "--yes",
}
"""What each command needs to answer on the example applicant."""


def test_the_reference_is_what_is_declared() -> None:
    kept = reference.PAGE.read_text(encoding="utf-8")
    assert kept == reference.text(), "`python -m tests.reference` writes it anew"


def test_every_act_of_a_command_exists_and_says_what_its_options_are() -> None:
    for command in COMMANDS:
        for parameter in parameters(act_of(command)):
            assert parameter.opt.help, f"{command.words} {parameter.option}"
        assert (act_of(command).__doc__ or "").strip(), command.act


def test_every_answer_has_its_promised_keys_and_no_unpromised_one(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("me.toml").write_text('visa = "j1"\n')
    Path("statement.txt").write_text("I kept a list. It was short.\n")
    added = "import sys; open(sys.argv[1], 'a').write('It grew.')"
    monkeypatch.setenv("VISUAL", f'{sys.executable} -c "{added}"')
    Path("back.txt").write_text("[RSC] yes\n")
    Path("list.txt").write_text("Hurley\nHenry Ford\n")
    Path("ranks.txt").write_text(PROGRAM)
    Path("partner.json").write_text(written(2027, [Spot("Elsewhere", "Flint MI")]))
    Path("mail.txt").write_text("We can see you on 8 December 2026 at 9:00 AM EST.\n")
    Path("page.txt").write_text("We sponsor J-1 visas. H-1B is decided case by case.\n")
    Path("facts.csv").write_text(f"ACGME ID,positions\n{PROGRAM},22\n1,3\n")
    pages = promised.promised()
    every = {command.words for command in COMMANDS}
    assert every <= set(pages)
    assert all(any(words.startswith(known) for known in every) for words in pages)
    assert run("demo", "--write", "--json")[0] == 0
    wrong = {}
    in_the_week = {"day": "2027-03-16"}
    for row in sorted(pages, key="forget".__eq__):  # after which nothing is left
        if row == "demo":
            continue
        words = [*row.split(), *LINES.get(row, "").split()]
        if row == "soap pick":
            result = ("match_result=not_matched", "certified=yes", "match_year=2027")
            run("profile", "set", *result, **in_the_week)
        when = in_the_week if row.startswith("soap") else {}
        status, data, err = run(*words, "--json", **when)
        assert status == 0, f"{words}: {err}"
        lacks = promised.missing(pages[row], data)
        more = sorted(set(data) - set(pages[row]))
        if lacks or more:
            wrong[row] = (lacks, more, promised.told(data)[1:-1])
    assert not wrong, "\n".join(f"{words}: {what}" for words, what in wrong.items())


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_what_a_page_names_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for path in re.findall(r"`((?:coach|screens|seed_data|tests)/[\w./-]*)`", text):
        assert (ROOT / path).exists(), path
    known = {row.words.split()[0] for row in COMMANDS}
    for word in re.findall(r"`coach ([a-z][a-z-]*)", text):
        assert word in known, word


def test_the_readme_names_every_command() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z][a-z-]+)\b", text))
    assert not {row.words.split()[0] for row in COMMANDS} - named


def test_the_readme_counts_what_the_facts_hold(facts: Facts) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"{facts.count_programs():,} residency programs" in readme
    assert f"{len(facts.resources)} resources, {len(facts.tasks)} steps" in readme


def test_the_changelog_begins_with_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\S+)", text, re.M)[0] in (VERSION, "Unreleased")
    assert f"## {VERSION}" in text


def test_help_of_every_command_tells_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        words = command.words.split()
        with pytest.raises(SystemExit):
            parser(words).parse_args([*words, "--help"])
        text = capsys.readouterr().out
        for parameter in parameters(act_of(command)):
            if parameter.option.startswith("-"):
                assert parameter.option in text, command.words


def test_the_pictures_of_the_readme_are_of_the_app_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for file, content in pictures.made().items():
        kept = file.read_text(encoding="utf-8")
        assert kept == content, f"{file.name}: `python -m tests.pictures` makes it anew"
        assert len(kept) < 60_000


def test_the_readme_shows_every_picture_and_installs_this_package() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = {ROOT / path for path in re.findall(r"!\[[^]]*\]\(([^)]*)\)", readme)}
    assert shown == set(pictures.FOLDER.iterdir())
    name = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["name"]
    assert f"--find-links wheels {name}" in readme and f"uninstall {name}" in readme
