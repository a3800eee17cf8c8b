"""A role for pods can be assumed by one service account of one account only."""

from __future__ import annotations

from components.iam import PodIdentityRole, PodIdentityRoleArgs, allow
from tests.components.conftest import Record


def test_role_with_statements_is_bound_to_its_service_account(record: Record) -> None:
    recording = record(
        lambda: PodIdentityRole(
            "chat",
            PodIdentityRoleArgs(
                account_id="123456789012",
                cluster_name="main",
                namespace="serving",
                service_account="chat",
                statements=[allow("ReadModels", ["s3:GetObject"], ["arn:aws:s3:::models/chat/*"])],
                tags={"environment": "test"},
            ),
        )
    )
    trust = recording.inputs("aws:iam/role:Role")["assumeRolePolicy"]["Statement"][0]
    assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}
    association = recording.inputs("aws:eks/podIdentityAssociation:PodIdentityAssociation")
    assert (association["namespace"], association["serviceAccount"]) == ("serving", "chat")
    policy = recording.inputs("aws:iam/rolePolicy:RolePolicy")["policy"]
    assert policy["Statement"][0]["Resource"] == ["arn:aws:s3:::models/chat/*"]
