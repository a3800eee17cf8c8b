"""The plan document is deployment JSON that says what it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest

from evenkeel.model import REDACTED, UNKNOWN, Fidelity, Plan, Secret
from evenkeel.plan import DocumentError, dumps, loads, read, write
from tests.plan.programs import STACK, UNKNOWN_TEXT, Group, named, record


def _plan() -> Plan:
    def program() -> None:
        options = pulumi.ResourceOptions(
            protect=True, delete_before_replace=False, custom_timeouts=pulumi.CustomTimeouts(create="1m")
        )
        bucket = aws.s3.Bucket("b", tags={"a": "b"}, opts=options)
        pulumi.CustomResource(
            "tests:index:X",
            "x",
            {"ref": bucket, "group": Group("g"), "asset": pulumi.StringAsset("t"), "late": bucket.arn, "none": [None]},
        )
        pulumi.export("arn", bucket.arn)

    return record(program)


def test_document_holds_what_pulumi_reads() -> None:
    content: Any = json.loads(dumps(_plan()))
    assert content["version"] == 3
    assert content["evenkeel"]["fidelity"] == "recorded"
    assert content["evenkeel"]["versions"]["pulumi"] == "3.272.0"
    assert content["deployment"]["manifest"]["magic"] == "not-a-state"
    stack, *_ = resources = content["deployment"]["resources"]
    assert (stack["urn"], stack["custom"], stack["outputs"]) == (STACK, False, {"arn": UNKNOWN_TEXT})
    [holder] = [entry for entry in resources if entry["type"] == "tests:index:X"]
    assert holder["inputs"]["ref"]["id"] == ""
    assert "id" not in holder["inputs"]["group"]
    assert len(holder["inputs"]["asset"]["hash"]) == 64
    assert all("id" not in entry for entry in resources)


def test_document_reads_back_to_the_same_bytes_and_plan() -> None:
    plan = _plan()
    again = loads(dumps(plan))
    assert dumps(again) == dumps(plan)
    assert again == plan


def test_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    write(_plan(), path)
    assert read(path) == _plan()
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan.json"]
    with pytest.raises(DocumentError, match="cannot be written: No such file or directory"):
        write(_plan(), tmp_path / "absent" / "plan.json")


def _state(**resource: Any) -> str:
    entry = {"urn": "urn:pulumi:prod::shop::aws:s3/bucket:Bucket::b", "type": "aws:s3/bucket:Bucket", "custom": True}
    stack = {
        "urn": "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod",
        "type": "pulumi:pulumi:Stack",
        "custom": False,
        "outputs": {"name": "b-123"},
    }
    manifest = {"time": "2026-01-01T00:00:00Z", "magic": "m", "version": "v3.250.0"}
    deployment = {"manifest": manifest, "resources": [stack, {**entry, **resource}]}
    return json.dumps({"version": 3, "deployment": deployment})


def test_exported_state_is_read() -> None:
    secret = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}
    plan = loads(
        _state(
            id="b-123",
            inputs={"bucket": "b-123", "hidden": {**secret, "ciphertext": "v1:abc"}},
            outputs={"arn": "arn:aws:s3:::b-123", "open": {**secret, "plaintext": '{"a":"' + UNKNOWN_TEXT + '"}'}},
            protect=True,
            propertyDependencies={"bucket": None},
            aliases=["urn:pulumi:prod::shop::aws:s3/bucket:Bucket::old"],
        )
    )
    assert (plan.fidelity, plan.project, plan.stack) == (Fidelity.EXPORTED, "shop", "prod")
    assert plan.outputs == {"name": "b-123"}
    bucket = named(plan, "b")
    assert bucket.protect
    assert bucket.inputs["hidden"] == Secret(REDACTED)
    assert bucket.outputs["open"] == Secret({"a": UNKNOWN})
    assert bucket.aliases == ("urn:pulumi:prod::shop::aws:s3/bucket:Bucket::old",)


def test_resource_that_waits_for_deletion_is_not_in_the_plan() -> None:
    assert [resource.name for resource in loads(_state(delete=True)).resources] == ["shop-prod"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON"),
        ("[]", "neither a plan nor an exported state"),
        ('{"config": {}}', "it has no `deployment`"),
        ('{"deployment": {}}', "version None, where 3 is read"),
        ('{"version": 2, "deployment": {}}', "version 2, where 3 is read"),
        ('{"version": 3, "deployment": []}', "`deployment` is not a mapping but list"),
        ('{"version": 3, "deployment": {"resources": {"a": 1}}}', "`deployment.resources` is not a list"),
        ('{"version": 3, "deployment": {"resources": ["x"]}}', "resource 0 is not a mapping but str"),
        ('{"version": 3, "deployment": {"resources": [{"type": "x"}]}}', "resource 0: 'None' is not a URN"),
        ('{"version": 3, "deployment": {}}', "without resources"),
        ('{"version": 3, "evenkeel": {"fidelity": "guessed"}, "deployment": {}}', "'guessed' is not one of recorded"),
        (_state(inputs=[1]), "cannot be read"),
        (_state(inputs={"a": {"4dabf18193072939515e22adb298388d": "other"}}), "unknown kind"),
        (_state(customTimeouts=5), "`customTimeouts` is not a mapping but int"),
    ],
)
def test_what_is_not_a_plan_is_told(text: str, message: str) -> None:
    with pytest.raises(DocumentError, match=r"^plan\.json: ") as caught:
        loads(text, source="plan.json")
    assert message in str(caught.value)


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b"\xff\xfe")
    with pytest.raises(DocumentError, match="not text in UTF-8"):
        read(tmp_path / "latin")
    with pytest.raises(DocumentError, match="No such file"):
        read(tmp_path / "absent")
    with pytest.raises(DocumentError, match="Is a directory"):
        read(tmp_path)
