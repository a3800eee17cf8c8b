"""Waivers and configuration: good files are read, bad ones say what to write instead."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from evenkeel.model import Level
from policies.files import PolicyFileError, read_configuration, read_waivers
from tests.policies.rules_for_tests import broken_rule, large_enough

RULES = (large_enough(), broken_rule())
IDS = [rule.id for rule in RULES]

GOOD = """\
waivers:
  - rule: thing-size
    urn: urn:pulumi:prod::*::a
    reason: it is small on purpose
    owner: ops
    expires: 2026-12-31
"""


def refused_waivers(tmp_path: Path, text: str) -> str:
    path = tmp_path / "waivers.yaml"
    path.write_text(text)
    with pytest.raises(PolicyFileError) as caught:
        read_waivers(path, "waivers.yaml", IDS)
    return str(caught.value)


def refused_configuration(tmp_path: Path, text: str) -> str:
    path = tmp_path / "configuration.yaml"
    path.write_text(text)
    with pytest.raises(PolicyFileError) as caught:
        read_configuration(path, "configuration.yaml", RULES)
    return str(caught.value)


def test_waivers_are_read_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text(GOOD)
    (waiver,) = read_waivers(path, "waivers.yaml", IDS)

    assert (waiver.rule, waiver.expires, waiver.line) == ("thing-size", date(2026, 12, 31), 2)


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "waivers: []\n"])
def test_file_without_waivers_is_fine(tmp_path: Path, text: str) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text(text)

    assert read_waivers(path, "waivers.yaml", IDS) == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "thing-size",
            "thing-sise",
            "waivers.yaml:2: waivers[0].rule: thing-sise is not a rule. Did you mean thing-size?",
        ),
        ("urn:pulumi:prod::*::a", "bucket", "waivers.yaml:3: waivers[0].urn: bucket matches no URN. Start it with"),
        ("urn:pulumi:prod::*::a", '"*"', "waivers.yaml:3: waivers[0].urn: * waives the rule for everything."),
        ("2026-12-31", "soon", "waivers.yaml:6: waivers[0].expires: soon is not a date. Write it as in 2027-01-31."),
        ("2026-12-31", "2026-02-31", "Put values that are meant as text in quotes."),
        ("owner: ops", "owner: 7", "waivers.yaml:5: waivers[0].owner: 7 is not text."),
        ("    owner: ops\n", "", "waivers.yaml:2: waivers[0].owner: is missing. Add owner: to the section."),
        ("owner", "ower", "waivers.yaml:5: waivers[0].ower: is not a key here. Did you mean owner?"),
        ("it is small on purpose", "because", "waivers[0].reason: because is too short. Say it in a sentence"),
        ("waivers:", "waiver:", "waivers.yaml:1: waiver: is not a key here. Did you mean waivers?"),
        ("  - rule", "    rule", "waivers[0]"),
        ("owner: ops", "owner: ops\n    owner: me", "waivers.yaml:6: owner: stands twice in the same section."),
        ("owner: ops", "owner: [ops", "is not well-formed YAML"),
    ],
)
def test_bad_waiver_says_where_what_and_what_to_do(tmp_path: Path, old: str, new: str, message: str) -> None:
    if message == "waivers[0]":
        assert "waivers: is not a list. Write its members below it, each after a hyphen." in refused_waivers(
            tmp_path, GOOD.replace(old, new)
        )
    else:
        assert message in refused_waivers(tmp_path, GOOD.replace(old, new))


def test_all_problems_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = refused_waivers(tmp_path, GOOD.replace("2026-12-31", "soon").replace("owner: ops", "owner: 7"))

    assert [line.split(": ")[0] for line in text.splitlines()] == ["waivers.yaml:5", "waivers.yaml:6"]


def test_configuration_sets_levels_and_parameters_by_environment(tmp_path: Path) -> None:
    path = tmp_path / "configuration.yaml"
    path.write_text(
        "stacks: {onprem: dev}\n"
        "unevaluated: {prod: advisory}\n"
        "rules:\n"
        "  thing-size: {level: {dev: disabled}, parameters: {least: {prod: 5}}}\n"
        "  thing-broken: {level: mandatory}\n"
    )
    configuration = read_configuration(path, "configuration.yaml", RULES)
    size, broken = RULES

    assert [configuration.level(size, of) for of in ("dev", "prod")] == [Level.DISABLED, Level.MANDATORY]
    assert [configuration.level(broken, of) for of in ("dev", "prod")] == [Level.MANDATORY, Level.MANDATORY]
    assert [configuration.settings(size, of).number("least") for of in ("dev", "staging", "prod")] == [1, 3, 5]
    assert configuration.environment_of("onprem") == "dev"
    assert not configuration.unevaluated_gates("prod")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rules: {thing-sice: {level: advisory}}", "rules.thing-sice: is not a rule. Did you mean thing-size?"),
        ("rules: {thing-size: {levels: advisory}}", "rules.thing-size.levels: is not a key here. Did you mean level?"),
        ("rules: {thing-size: {level: mandatary}}", "rules.thing-size.level: mandatary is not one of disabled, adv"),
        (
            "rules: {thing-size: {level: {production: advisory}}}",
            "rules.thing-size.level.production: production is not one of dev, staging, prod.",
        ),
        ("rules: {thing-size: {parameters: {lest: 3}}}", "lest: is not a parameter of thing-size. Did you mean least?"),
        ("rules: {thing-broken: {parameters: {least: 3}}}", "thing-broken has no parameters; take it out."),
        ("rules: {thing-size: {parameters: {least: -1}}}", "-1 is below 0. Raise it to 0 or more."),
        ("rules: {thing-size: {parameters: {least: 10}}}", "10 is above 9. Lower it to 9 or less."),
        ("rules: {thing-size: {parameters: {least: 1.5}}}", "1.5 is not a whole number."),
        ("rules: {thing-size: {parameters: {least: '3'}}}", "3 is not a number."),
        ("rules: {thing-size: {parameters: {least: {prud: 3}}}}", "prud: is not an environment. Did you mean prod?"),
        ("unevaluated: {prod: disabled}", "unevaluated.prod: disabled is not one of advisory, mandatory."),
        ("stacks: {onprem: production}", "stacks.onprem: production is not one of dev, staging, prod."),
        ("rule: {}", "rule: is not a key here. Did you mean rules?"),
        ("[]", "is not a section"),
    ],
)
def test_bad_configuration_says_where_what_and_what_to_do(tmp_path: Path, text: str, message: str) -> None:
    told = refused_configuration(tmp_path, text)

    assert message in told
    assert told.startswith("configuration.yaml:1: ")
    assert len(told.splitlines()) == 1


def test_missing_file_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(PolicyFileError, match=r"^here\.yaml: cannot be read: No such file or directory"):
        read_configuration(tmp_path / "none.yaml", "here.yaml", RULES)
