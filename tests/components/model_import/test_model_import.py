"""The import Job: restricted, with rights on its own prefix only, waited for."""

from dataclasses import replace
from typing import Any, cast

import kubernetes_validate  # pyright: ignore[reportMissingTypeStubs]
import pulumi
import pytest

from components.model_import import ALLOWED_FILES, IGNORED_FILES, ModelBucket, ModelImport, ModelImportArgs, TokenSecret
from tests.components.conftest import Record

REVISION = "0e9e39f249a16976918f6564b8830bc894c89659"
KEY = "arn:aws:kms:us-east-1:123456789012:key/1"
JOB = "kubernetes:batch/v1:Job"
NAME = "import-llama-3-1-8b-instruct-0e9e39f249a1"
ARGS = ModelImportArgs(
    account_id="123456789012",
    cluster_name="chat",
    namespace="serving",
    hub_url="https://huggingface.co",
    model="meta-llama/Llama-3.1-8B-Instruct",
    revision=REVISION,
    token=TokenSecret(name="hub", key="token"),
    allowed_files=ALLOWED_FILES,
    ignored_files=IGNORED_FILES,
    bucket=ModelBucket(name="models-1", arn="arn:aws:s3:::models-1", key_arn=KEY, region="us-east-1"),
    image="public.ecr.aws/docker/library/python:3.13.7-slim-bookworm",
    workers=4,
    deadline_minutes=120,
    node_selector={"evenkeel.dev/pool": "cpu"},
    tolerations=[],
    tags={"team": "chat"},
)
PREFIX = f"meta-llama/Llama-3.1-8B-Instruct/{REVISION}"


def made(args: ModelImportArgs = ARGS) -> ModelImport:
    return ModelImport("llama", args)


def test_role_writes_its_own_prefix_and_deletes_nothing(record: Record) -> None:
    statements = record(made).inputs("aws:iam/rolePolicy:RolePolicy")["policy"]["Statement"]
    by_id = {statement["Sid"]: statement for statement in statements}
    assert by_id["WriteModel"]["Resource"] == [f"arn:aws:s3:::models-1/{PREFIX}/*"]
    assert by_id["WriteModel"]["Action"] == ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"]
    assert by_id["ListModel"]["Condition"] == {"StringLike": {"s3:prefix": [PREFIX, f"{PREFIX}/*"]}}
    assert by_id["UseKeyThroughS3"]["Resource"] == [KEY]


def test_job_is_named_by_commit_and_comes_after_role_program_and_policy(record: Record) -> None:
    recording = record(made)
    [job] = recording.of_type(JOB)
    assert job.name == f"llama-job-{NAME}"
    assert recording.inputs(JOB)["metadata"]["name"] == NAME
    needed = [
        recording.of_type(kind)[0].urn
        for kind in (
            "aws:eks/podIdentityAssociation:PodIdentityAssociation",
            "kubernetes:core/v1:ConfigMap",
            "kubernetes:core/v1:ServiceAccount",
            "kubernetes:networking.k8s.io/v1:NetworkPolicy",
        )
    ]
    assert set(needed) <= set(job.dependencies)


def test_job_stays_and_does_not_try_again_what_cannot_mend(record: Record) -> None:
    spec = record(made).inputs(JOB)["spec"]
    assert "ttlSecondsAfterFinished" not in spec
    assert spec["activeDeadlineSeconds"] == 7200
    rules = spec["podFailurePolicy"]["rules"]
    assert rules[0]["action"] == "Ignore"
    assert rules[1]["onExitCodes"]["values"] == [2, 3, 4]


def test_pod_meets_the_restricted_standard(record: Record) -> None:
    pod = record(made).inputs(JOB)["spec"]["template"]["spec"]
    [container] = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod["automountServiceAccountToken"] is False
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert pod["nodeSelector"] == {"evenkeel.dev/pool": "cpu"}
    assert container["resources"]["requests"]["memory"] == container["resources"]["limits"]["memory"]


def test_environment_tells_the_program_what_to_do_and_names_the_token_only(record: Record) -> None:
    [container] = record(made).inputs(JOB)["spec"]["template"]["spec"]["containers"]
    environment = {entry["name"]: entry.get("value", entry.get("valueFrom")) for entry in container["env"]}
    assert (environment["MODEL"], environment["MODEL_REVISION"]) == (ARGS.model, REVISION)
    assert (environment["MODEL_BUCKET"], environment["MODEL_PREFIX"]) == ("models-1", PREFIX)
    assert environment["HF_TOKEN"] == {"secretKeyRef": {"name": "hub", "key": "token"}}


def test_objects_are_what_kubernetes_accepts(record: Record) -> None:
    documents: list[Any] = [r.inputs for r in record(made).plan.resources if r.type.startswith("kubernetes:")]
    assert len(documents) == 4
    for document in documents:
        cast("Any", kubernetes_validate).validate(document, "1.36", strict=True)


def test_open_model_gets_no_token(record: Record) -> None:
    recording = record(lambda: made(replace(ARGS, token=None)))
    [container] = recording.inputs(JOB)["spec"]["template"]["spec"]["containers"]
    assert "HF_TOKEN" not in [entry["name"] for entry in container["env"]]


def test_network_policy_opens_dns_https_and_the_identity_agent_only(record: Record) -> None:
    spec = record(made).inputs("kubernetes:networking.k8s.io/v1:NetworkPolicy")["spec"]
    assert spec["policyTypes"] == ["Ingress", "Egress"]
    assert "ingress" not in spec
    opened = {(port["port"], port["protocol"]) for rule in spec["egress"] for port in rule["ports"]}
    assert opened == {(53, "UDP"), (53, "TCP"), (443, "TCP"), (80, "TCP")}
    [agent] = [rule for rule in spec["egress"] if rule["ports"][0]["port"] == 80]
    assert agent["to"] == [{"ipBlock": {"cidr": "169.254.170.23/32"}}]


def test_program_is_mounted_where_python_finds_it(record: Record) -> None:
    recording = record(made)
    pod = recording.inputs(JOB)["spec"]["template"]["spec"]
    [container] = pod["containers"]
    files: dict[str, Any] = recording.inputs("kubernetes:core/v1:ConfigMap")["data"]
    assert container["command"] == ["python3", "-m", "importer"]
    assert container["volumeMounts"][0]["mountPath"] == "/opt/evenkeel/importer"
    assert {"__init__.py", "__main__.py"} <= set(files)


def test_other_commit_is_another_job_and_prefix(record: Record) -> None:
    recording = record(lambda: made(replace(ARGS, revision="f" * 40)))
    assert recording.inputs(JOB)["metadata"]["name"].endswith("-ffffffffffff")


def test_branch_is_refused(record: Record) -> None:
    with pytest.raises(pulumi.RunError, match=r"revision: 'main' of .* is no commit"):
        record(lambda: made(replace(ARGS, revision="main")))
