from __future__ import annotations

import dataclasses
import json
from typing import Any

import pulumi
import pytest

from components.registry import PullThroughCache, PullThroughCacheArgs, image_location
from tests.components.conftest import Record

KEY = "arn:aws:kms:us-east-1:123456789012:key/1"
HUB = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/hub-AbCdEf"
RULE = "aws:ecr/pullThroughCacheRule:PullThroughCacheRule"
TEMPLATE = "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate"
REGISTRY = "123456789012.dkr.ecr.us-east-1.amazonaws.com"


def args(**changes: Any) -> PullThroughCacheArgs:
    made = PullThroughCacheArgs(
        account_id="123456789012",
        region="us-east-1",
        prefix="evenkeel-test",
        hosts=["quay.io", "public.ecr.aws", "registry.k8s.io"],
        credential_arns={},
        key_arn=KEY,
        days_kept=30,
        tags={"stack": "test"},
    )
    return dataclasses.replace(made, **changes)


def test_each_registry_has_a_rule_and_before_it_a_template(record: Record) -> None:
    recording = record(lambda: PullThroughCache("cache", args()))
    rules = recording.of_type(RULE)
    urls = [str(rule.inputs["upstreamRegistryUrl"]) for rule in rules]
    assert sorted(urls) == ["public.ecr.aws", "quay.io", "registry.k8s.io"]
    templates = {str(template.inputs["prefix"]): template.urn for template in recording.of_type(TEMPLATE)}
    for rule in rules:
        assert templates[str(rule.inputs["ecrRepositoryPrefix"])] in rule.dependencies
        assert "credentialArn" not in rule.inputs


def test_repositories_are_encrypted_tagged_and_emptied(record: Record) -> None:
    recording = record(lambda: PullThroughCache("cache", args(hosts=["quay.io"])))
    template = recording.inputs(TEMPLATE)
    assert template["appliedFors"] == ["PULL_THROUGH_CACHE"]
    assert template["encryptionConfigurations"] == [{"encryptionType": "KMS", "kmsKey": KEY}]
    assert template["resourceTags"] == {"stack": "test"}
    rule = json.loads(template["lifecyclePolicy"])["rules"][0]
    assert rule["selection"]["countNumber"] == 30
    assert rule["action"] == {"type": "expire"}
    policy = recording.inputs("aws:iam/rolePolicy:RolePolicy")["policy"]
    make, encrypt = policy["Statement"]
    assert make["Resource"] == ["arn:aws:ecr:us-east-1:123456789012:repository/evenkeel-test/quay/*"]
    assert encrypt["Resource"] == [KEY]


def test_images_are_found_in_the_cache_and_others_where_they_are(record: Record) -> None:
    caches: list[PullThroughCache] = []
    record(lambda: caches.append(PullThroughCache("cache", args())))
    images = caches[0].images
    assert (
        images.locate("quay.io/prometheus/prometheus:v3") == f"{REGISTRY}/evenkeel-test/quay/prometheus/prometheus:v3"
    )
    assert images.registry("registry.k8s.io") == f"{REGISTRY}/evenkeel-test/k8s"
    assert images.locate("nvcr.io/nvidia/k8s-device-plugin:v0.20.0") == "nvcr.io/nvidia/k8s-device-plugin:v0.20.0"
    assert caches[0].repository_arns == [
        "arn:aws:ecr:us-east-1:123456789012:repository/evenkeel-test/ecr/*",
        "arn:aws:ecr:us-east-1:123456789012:repository/evenkeel-test/quay/*",
        "arn:aws:ecr:us-east-1:123456789012:repository/evenkeel-test/k8s/*",
    ]


def test_official_images_of_docker_hub_keep_their_library_folder() -> None:
    images = image_location("123456789012", "us-east-1", "evenkeel-test", ["docker.io"])
    assert images.locate("busybox:1.37") == f"{REGISTRY}/evenkeel-test/hub/library/busybox:1.37"


def test_docker_hub_is_logged_in_to_with_the_given_secret(record: Record) -> None:
    recording = record(lambda: PullThroughCache("cache", args(hosts=["docker.io"], credential_arns={"docker.io": HUB})))
    rule = recording.inputs(RULE)
    assert rule["upstreamRegistryUrl"] == "registry-1.docker.io"
    assert rule["credentialArn"] == HUB


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"prefix": "a" * 26, "hosts": ["quay.io"]}, "is too long; give 25 characters at most"),
        ({"hosts": ["nvcr.io"]}, "ECR cannot cache 'nvcr.io'; use one of docker.io"),
        ({"hosts": ["ghcr.io"]}, "nothing for ghcr.io; give the ARN of a secret ecr-pullthroughcache/"),
        (
            {"hosts": ["ghcr.io"], "credential_arns": {"ghcr.io": HUB.replace("ecr-pullthroughcache", "other")}},
            "is not a secret that ECR reads",
        ),
    ],
)
def test_a_registry_that_cannot_be_cached_so_is_refused(record: Record, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(pulumi.RunError, match=message):
        record(lambda: PullThroughCache("cache", args(**changes)))
