"""Projects in a temporary folder, and the command line as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "evenkeel.cli"]

PROJECT = """\
name: shop
runtime: python
main: stacks
stackConfigDir: stacks
"""

STACK = """\
config:
  evenkeel:platform:
    environment: dev
    target: {kind: aws, accountId: "123456789012", region: us-east-1, zones: [us-east-1a, us-east-1b]}
"""

PROGRAM = """\
import json
import pulumi
import pulumi_aws as aws

settings = json.loads(pulumi.Config("evenkeel").require("platform"))
key = aws.kms.Key("shop-key", description="Orders of the shop")
bucket = aws.s3.Bucket("shop-orders", opts=pulumi.ResourceOptions(protect=True))
aws.s3.BucketServerSideEncryptionConfiguration(
    "shop-orders-encryption",
    bucket=bucket.id,
    rules=[{"apply_server_side_encryption_by_default": {"sse_algorithm": "aws:kms", "kms_master_key_id": key.arn}}],
)
pulumi.export("bucket", bucket.id)
pulumi.export("environment", settings["environment"])
"""


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Workplace:
    """A project, and what a person does in it."""

    root: Path

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    def stack(self, name: str, text: str = STACK) -> Path:
        return self.write(f"stacks/Pulumi.{name}.yaml", text)

    def program(self, text: str) -> Path:
        return self.write("stacks/__main__.py", text)

    def start(self, *arguments: str, folder: Path | None = None, **variables: str) -> subprocess.Popen[str]:
        inherited = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLUMNS"}}
        return subprocess.Popen(
            [*COMMAND, *arguments],
            cwd=folder or self.root,
            env={**inherited, "COLUMNS": "120", **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding=variables.get("PYTHONIOENCODING", "utf-8"),
        )

    def run(self, *arguments: str, folder: Path | None = None, **variables: str) -> Ended:
        process = self.start(*arguments, folder=folder, **variables)
        out, err = process.communicate(timeout=60)
        return Ended(process.returncode, out, err)

    def files(self) -> set[str]:
        return {str(path.relative_to(self.root)) for path in self.root.rglob("*") if "__pycache__" not in path.parts}


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    place = Workplace(tmp_path / "shop")
    place.write("Pulumi.yaml", PROJECT)
    place.program(PROGRAM)
    place.stack("dev")
    return place


Fails = Callable[..., str]


@pytest.fixture
def fails(workplace: Workplace) -> Fails:
    """Run a command that must fail as errors do: code 1, nothing on standard output, words and no traceback."""

    def run(*arguments: str, folder: Path | None = None, **variables: str) -> str:
        before = workplace.files()
        ended = workplace.run(*arguments, folder=folder, **variables)
        assert ended.code == 1, ended
        assert ended.out == ""
        assert "Traceback" not in ended.err
        assert "this is a bug" not in ended.err
        assert workplace.files() == before
        return ended.err

    return run
