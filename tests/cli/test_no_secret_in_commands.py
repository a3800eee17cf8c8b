"""What a program was given in secret, or holds in clear, is in nothing that the commands print or write."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Workplace
from tests.cli.test_hostile_plans import PACK
from tests.report.planted_secrets import made, traces

PROGRAM = """\
import base64
import os
import pulumi
import pulumi_aws as aws

secret, clear = os.environ["MARKED"], os.environ["CLEAR"]
aws.ssm.Parameter("marked", type="SecureString", value=pulumi.Output.secret(secret))
code = base64.b64encode(secret.encode()).decode()
aws.s3.Bucket(f"copy-{secret}", tags={"owner": secret, secret: "key", "code": code})
aws.ssm.Parameter("clear", type="String", value=f"--api-key={clear}")
aws.ec2.LaunchTemplate("user-data", user_data=base64.b64encode(f"export API_TOKEN={clear}".encode()).decode())
pulumi.export("url", f"https://app:{clear}@example.com")
pulumi.export("copy", f"see {secret}")
"""


def test_no_command_shows_a_secret(workplace: Workplace, tmp_path: Path) -> None:
    given = {"MARKED": made(), "CLEAR": made()}
    workplace.program(PROGRAM)
    workplace.write("policies/__init__.py", PACK)
    plan, report = tmp_path / "plan.json", tmp_path / "report"
    said = ""
    for arguments in (
        ("preview", "--details", "--out", str(plan)),
        ("preview", "--json"),
        ("estimate",),
        ("estimate", "--json"),
        ("check",),
        ("check", "--format", "json"),
        ("check", "--format", "sarif"),
        ("check", "--format", "junit"),
        ("diff", str(plan), ".", "--details"),
        ("diff", str(plan), ".", "--report", str(report)),
        ("diff", str(plan), ".", "--format", "json"),
    ):
        ended = workplace.run(*arguments, MARKED=given["MARKED"], CLEAR=given["CLEAR"])
        assert ended.code == 0, ended.err[:2000]
        said += ended.out + ended.err
    said += "".join(path.read_text() for path in (plan, *report.iterdir()))
    assert "user-data" in said
    assert [trace for secret in given.values() for trace in traces(secret) if trace in said] == []


@pytest.mark.parametrize("raised", ["uses hf_{}", "postgres://app:{}@db.example.com/app"])
def test_no_error_shows_a_secret(workplace: Workplace, raised: str) -> None:
    secret = made()
    workplace.program("import os\nraise ValueError(os.environ['TOLD'])\n")
    ended = workplace.run("preview", TOLD=raised.format(secret))
    assert ended.code == 1
    assert "ValueError" in ended.err
    assert not any(trace in ended.err for trace in traces(secret))
