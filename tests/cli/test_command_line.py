from __future__ import annotations

import pytest

from tests.cli.conftest import Fails, Workplace


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["prevew"], "there is no verb 'prevew'. Did you mean preview?"),
        (["delete"], "Use one of preview, check, diff, estimate, new, schema."),
        (["preview", "dev", "prod"], "unrecognized arguments: prod"),
        (["preview", "--jso"], "unrecognized arguments: --jso"),
        (["preview", "--out"], "--out: expected one argument"),
        (["--colour"], "unrecognized arguments: --colour"),
    ],
)
def test_wrong_usage_is_an_error_and_not_a_verdict(fails: Fails, arguments: list[str], words: str) -> None:
    message = fails(*arguments)
    assert words in message
    assert "--help" in message


def test_without_a_verb_the_help_is_shown(workplace: Workplace) -> None:
    ended = workplace.run()
    assert ended.code == 0
    for word in ("preview", "schema", "new", "exit codes"):
        assert word in ended.out


@pytest.mark.parametrize("verb", ["preview", "new", "schema"])
def test_help_of_a_verb_has_examples(workplace: Workplace, verb: str) -> None:
    ended = workplace.run(verb, "--help")
    assert ended.code == 0
    assert f"examples:\n  evenkeel {verb}" in ended.out


def test_version_names_the_parts(workplace: Workplace) -> None:
    ended = workplace.run("--version")
    assert ended.out.startswith("evenkeel 0.")
    assert "pulumi 3." in ended.out
