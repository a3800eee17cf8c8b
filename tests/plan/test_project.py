"""The program of a project runs as under the language host."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from evenkeel.plan import RecordError, record_stack
from tests.plan.programs import named

PROJECT = "name: shop\nruntime: python\nmain: stacks\n"


def _project(root: Path, program: str, description: str = PROJECT) -> Path:
    (root / "stacks").mkdir()
    (root / "Pulumi.yaml").write_text(description)
    (root / "stacks" / "__main__.py").write_text(program)
    (root / "stacks" / "beside_the_program.py").write_text("VALUE = 'imported'\n")
    return root


def test_program_runs_as_main_in_its_directory_with_its_configuration(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = """
import os, sys
import pulumi
import beside_the_program
print("said by the program")
config = pulumi.Config("shop")
pulumi.export("facts", {
    "name": __name__, "here": os.getcwd(), "path": sys.path[0], "imported": beside_the_program.VALUE,
    "stack": pulumi.get_stack(), "project": pulumi.get_project(), "preview": pulumi.runtime.is_dry_run(),
    "size": config.require_object("platform")["size"],
})
"""
    before = (Path.cwd(), list(sys.path), list(sys.argv))
    counts: list[int] = []
    config = {"shop:platform": '{"size": 3}'}
    plan = record_stack(_project(tmp_path, program), "dev", config, progress=counts.append)
    facts = plan.outputs["facts"]
    assert isinstance(facts, dict)
    stacks = str(tmp_path / "stacks")
    assert (facts["name"], facts["here"], facts["path"]) == ("__main__", stacks, stacks)
    assert (facts["imported"], facts["size"], facts["preview"]) == ("imported", 3, True)
    assert (facts["stack"], facts["project"]) == ("dev", "shop")
    assert (Path.cwd(), sys.path, sys.argv) == before
    output = capsys.readouterr()
    assert output.out == ""
    assert "said by the program" in output.err
    assert counts == [1]


def test_asynchronous_program_is_awaited(tmp_path: Path) -> None:
    program = """
import asyncio
import pulumi, pulumi_aws as aws

async def main():
    await asyncio.sleep(0)
    return {"name": aws.s3.Bucket("late", bucket="fixed").bucket}

pulumi.run(main)
"""
    plan = record_stack(_project(tmp_path, program), "dev", {})
    assert plan.outputs == {"name": "fixed"}
    assert named(plan, "late").custom


def test_failure_names_the_line_of_the_project(tmp_path: Path) -> None:
    program = "import pulumi\n\n\ndef zones():\n    raise LookupError('no zones in this region')\n\n\nzones()\n"
    with pytest.raises(RecordError) as caught:
        record_stack(_project(tmp_path, program), "dev", {})
    assert str(caught.value) == "LookupError: no zones in this region\n  at stacks/__main__.py, line 5"


def test_question_names_the_line_of_the_project(tmp_path: Path) -> None:
    program = "import pulumi_aws as aws\n\naws.get_region()\n"
    with pytest.raises(
        RecordError, match=r"function aws:index/getRegion:getRegion(.|\n)* at stacks/__main__.py, line 3"
    ):
        record_stack(_project(tmp_path, program), "dev", {})


@pytest.mark.parametrize(
    ("description", "message"),
    [
        ("runtime: python\n", "it needs a mapping with a `name`"),
        ("- a\n", "it needs a mapping with a `name`"),
        ("name: [\n", "cannot be read"),
        ("name: shop\nmain: elsewhere\n", "`main` is 'elsewhere', but there is no program"),
    ],
)
def test_project_that_has_no_program_is_told(tmp_path: Path, description: str, message: str) -> None:
    with pytest.raises(RecordError) as caught:
        record_stack(_project(tmp_path, "", description), "dev", {})
    assert message in str(caught.value)


def test_directory_without_a_project_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"Pulumi.yaml: not found"):
        record_stack(tmp_path, "dev", {})
