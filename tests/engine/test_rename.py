"""A renamed resource stays the same thing where an alias says so, and only there."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from components.iam import PodIdentityRole, PodIdentityRoleArgs, allow
from tests.engine.agreement import disagreements
from tests.engine.harness import Engine
from tests.engine.small import Small
from tests.engine.test_lifecycle import ids


def bucket(name: str, former: str | None = None) -> None:
    opts = pulumi.ResourceOptions(
        provider=aws.Provider("aws", region="us-east-1"), aliases=[pulumi.Alias(name=former)] if former else None
    )
    aws.s3.Bucket(name, bucket_prefix="data", opts=opts)


def test_resource_renamed_with_an_alias_is_kept(trial: Engine) -> None:
    trial.up(lambda: bucket("old"))
    before = ids(trial)
    trial.up(lambda: bucket("new", former="old"))
    assert ids(trial) == {"new": before["old"]}
    assert trial.cloud.calls_of("delete") == []
    assert not disagreements(trial)


def test_resource_renamed_without_an_alias_is_made_anew(trial: Engine) -> None:
    trial.up(lambda: bucket("old"))
    before = ids(trial)
    trial.up(lambda: bucket("new"))
    assert ids(trial) != {"new": before["old"]}
    assert trial.cloud.calls_of("delete") == ["old"]


def test_component_renamed_with_an_alias_keeps_its_children(trial: Engine) -> None:
    trial.up(Small(site="site"))
    before, begun = ids(trial), len(trial.cloud.calls)
    trial.up(Small(site="place", former="site"))
    after = ids(trial)
    assert {after["place-key"], after["place-bucket"]} == {before["site-key"], before["site-bucket"]}
    assert trial.cloud.calls[begun:] == []
    assert not disagreements(trial)


def role(name: str, former: str | None = None) -> None:
    arguments = PodIdentityRoleArgs(
        account_id="123456789012",
        cluster_name="trial",
        namespace="models",
        service_account="reader",
        statements=[allow("ReadModels", ["s3:GetObject"], ["arn:aws:s3:::models/*"])],
        tags={},
    )
    opts = pulumi.ResourceOptions(
        providers=[aws.Provider("aws", region="us-east-1")], aliases=[pulumi.Alias(name=former)] if former else None
    )
    PodIdentityRole(name, arguments, opts)


def test_component_of_the_platform_renamed_with_an_alias_keeps_its_children(trial: Engine) -> None:
    trial.up(lambda: role("old"))
    before, begun = ids(trial), len(trial.cloud.calls)
    trial.up(lambda: role("new", former="old"))
    assert ids(trial) == {name.replace("old", "new"): identifier for name, identifier in before.items()}
    assert len(before) == 3
    assert trial.cloud.calls[begun:] == []
