"""A secret is in the state as ciphertext only, however it got there."""

from __future__ import annotations

import json
import secrets
from pathlib import Path

import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as kubernetes

from tests.engine.harness import Engine

PLACES = ("configured", "input", "nested", "text", "provider", "object", "exported", "late")


def planted(found: dict[str, str]) -> None:
    """Put each secret in the kind of place that its key names."""
    configured = pulumi.Config().require_secret("configured")
    opts = pulumi.ResourceOptions(provider=aws.Provider("aws", region="us-east-1"))
    hidden = {key: pulumi.Output.secret(value) for key, value in found.items()}
    aws.secretsmanager.SecretVersion("configured", secret_id="one", secret_string=configured, opts=opts)
    aws.secretsmanager.SecretVersion("input", secret_id="two", secret_string=hidden["input"], opts=opts)
    aws.s3.Bucket("nested", tags={"plain": "in-the-clear", "hidden": hidden["nested"]}, opts=opts)
    aws.sqs.Queue("text", policy=pulumi.Output.json_dumps({"hidden": hidden["text"]}), opts=opts)
    cluster = kubernetes.Provider("cluster", kubeconfig=hidden["provider"])
    pulumi.CustomResource(
        "kubernetes:core/v1:Secret",
        "object",
        {
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": {"name": "object", "namespace": "default"},
            "stringData": {"key": hidden["object"]},
        },
        pulumi.ResourceOptions(provider=cluster, additional_secret_outputs=["stringData"]),
    )
    key = aws.kms.Key("late", description=pulumi.Output.concat("of ", hidden["late"]), opts=opts)
    pulumi.export("exported", hidden["exported"])
    pulumi.export("arn", key.arn)


def test_no_file_of_backend_project_or_home_holds_a_planted_secret(trial: Engine) -> None:
    found = {key: f"{key}-{secrets.token_hex(12)}" for key in PLACES}
    trial.cli("config", "set", "--secret", "configured", found["configured"])
    plan = trial.folder / "plan.json"
    trial.preview(lambda: planted(found), plan=plan)
    trial.up(lambda: planted(found))
    trial.up(lambda: planted({**found, "nested": found["nested"] + "-changed"}))
    trial.refresh()

    searched = {path: path.read_bytes() for path in trial.folder.rglob("*") if path.is_file()}
    leaked = {key: path for key, value in found.items() for path, text in searched.items() if value.encode() in text}
    assert not leaked
    assert b"in-the-clear" in searched[trial.state_file]
    assert len(searched) > 5
    assert plan in searched


def test_secret_comes_back_only_when_asked_for(trial: Engine) -> None:
    found = {key: f"{key}-{secrets.token_hex(12)}" for key in PLACES}
    trial.cli("config", "set", "--secret", "configured", found["configured"])
    trial.up(lambda: planted(found))
    assert found["exported"] not in trial.cli("stack", "output", "--json")
    assert json.loads(trial.cli("stack", "output", "--json", "--show-secrets"))["exported"] == found["exported"]
    exported: Path = trial.folder / "export.json"
    trial.cli("stack", "export", "--file", str(exported))
    assert not [key for key, value in found.items() if value in exported.read_text("utf-8")]
