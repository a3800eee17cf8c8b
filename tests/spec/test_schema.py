"""The JSON Schema is current, complete, and judges stack files as the model does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from evenkeel.spec import json_schema, template

STACKS = Path(__file__).parents[2] / "stacks"
FILE = STACKS / "platform.schema.json"
BAD = Path(__file__).parents[1] / "bad_stack_files"


def errors(text: str) -> list[str]:
    judge: Any = Draft202012Validator(json_schema())
    return [str(error.message) for error in judge.iter_errors(yaml.safe_load(text))]


def test_committed_schema_is_current() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == json.loads(json.dumps(json_schema())), (
        "run: evenkeel schema > stacks/platform.schema.json"
    )


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema())


def test_every_key_is_described() -> None:
    def properties(node: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
        for name, definition in node["$defs"].items():
            for key, value in definition.get("properties", {}).items():
                yield f"{path}{name}.{key}", value

    missing = [path for path, value in properties(json_schema(), "") if name_of(path) and not value.get("description")]
    assert missing == []


def name_of(path: str) -> bool:
    return not path.startswith("Encrypted.")


@pytest.mark.parametrize("path", sorted(STACKS.glob("Pulumi.*.yaml")), ids=lambda path: path.name)
def test_stack_files_carry_the_header_and_agree_with_the_schema(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# yaml-language-server: $schema={FILE.name}\n")
    assert errors(text) == []


def test_template_agrees_with_the_schema() -> None:
    assert errors(template("dev")) == []


@pytest.mark.parametrize(
    "name",
    [
        "environment_misspelt",
        "unknown_key_of_the_platform",
        "unknown_key_deep_down",
        "account_id_is_a_number",
        "one_zone_only",
        "secret_in_clear_text",
        "secret_in_clear_configuration",
        "number_in_quotes",
        "retention_that_cloudwatch_does_not_take",
        "hub_revision_is_a_branch",
    ],
)
def test_schema_refuses_bad_form(name: str) -> None:
    assert errors((BAD / f"{name}.yaml").read_text(encoding="utf-8"))
