from __future__ import annotations

import json

import pytest
import yaml

from tests.cli.conftest import Fails, Workplace


@pytest.mark.parametrize(
    ("arguments", "environment"), [((), "dev"), (("--environment", "prod"), "prod"), (("--target", "cluster"), "dev")]
)
def test_new_stack_file_can_be_previewed_as_it_stands(
    workplace: Workplace, arguments: tuple[str, ...], environment: str
) -> None:
    written = workplace.run("new", "try", *arguments)
    assert written.code == 0
    assert "stacks/Pulumi.try.yaml" in written.out
    settings = yaml.load((workplace.root / "stacks/Pulumi.try.yaml").read_text(), yaml.CSafeLoader)
    assert settings["config"]["evenkeel:platform"]["environment"] == environment
    assert "Preview of stack try" in workplace.run("preview", "try").out


def test_existing_stack_file_is_left_alone(workplace: Workplace, fails: Fails) -> None:
    before = (workplace.root / "stacks/Pulumi.dev.yaml").read_text()
    message = fails("new", "dev")
    assert "stacks/Pulumi.dev.yaml exists already" in message
    assert "--force" in message
    assert (workplace.root / "stacks/Pulumi.dev.yaml").read_text() == before


def test_force_replaces_and_leaves_nothing_aside(workplace: Workplace) -> None:
    before = workplace.files()
    assert workplace.run("new", "dev", "--force").code == 0
    assert workplace.files() == before
    assert "nodePools" in (workplace.root / "stacks/Pulumi.dev.yaml").read_text()


@pytest.mark.parametrize("name", ["../up", "a b", "a/b", "", "ü"])
def test_name_that_pulumi_does_not_take_is_refused(fails: Fails, name: str) -> None:
    assert "name of a stack" in fails("new", name)


def test_missing_folder_of_stack_files_is_named(workplace: Workplace, fails: Fails) -> None:
    workplace.write("Pulumi.yaml", "name: shop\nstackConfigDir: elsewhere\n")
    assert "there is no folder elsewhere" in fails("new", "try")


def test_schema_is_json_that_describes_the_platform(workplace: Workplace) -> None:
    ended = workplace.run("schema")
    assert ended.code == 0
    schema = json.loads(ended.out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert "Platform" in schema["$defs"]
