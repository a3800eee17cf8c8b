"""Policy documents as objects, so that only their leaves can be unknown.

The SDK's own classes for these documents refuse lists of actions and resources when they are serialised
(`PolicyStatementArgs.action` is a union, which its serialiser does not take apart), so the documents are
plain mappings with IAM's own keys, which reach the provider as they are.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, cast

import pulumi
import pulumi_aws as aws

# A statement nests as IAM's grammar says, without a limit that a type could state.
Statement: TypeAlias = dict[str, Any]
Conditions: TypeAlias = Mapping[str, Mapping[str, pulumi.Input[str] | Sequence[pulumi.Input[str]]]]


def allow(
    sid: str,
    actions: Sequence[str],
    resources: Sequence[pulumi.Input[str]] | None,
    *,
    services: Sequence[str] = (),
    principals: Sequence[pulumi.Input[str]] = (),
    conditions: Conditions | None = None,
) -> Statement:
    """Return a statement that allows `actions` on `resources`.

    Args:
        sid: what the statement is for, in PascalCase.
        actions: IAM actions.
        resources: ARNs; None in trust policies, which have no resource.
        services: service principals, in resource and trust policies.
        principals: ARNs of accounts, roles or users, in resource and trust policies.
        conditions: operator to key to value.
    """
    statement: Statement = {"Sid": sid, "Effect": "Allow", "Action": list(actions)}
    if resources is not None:
        statement["Resource"] = list(resources)
    if services:
        statement["Principal"] = {"Service": list(services)}
    elif principals:
        statement["Principal"] = {"AWS": list(principals)}
    if conditions:
        statement["Condition"] = conditions
    return statement


def deny_without_tls(resources: Sequence[pulumi.Input[str]], actions: str) -> Statement:
    """Return a statement that refuses `actions` (`s3:*` for example) to anybody who comes without TLS."""
    return {
        "Sid": "DenyWithoutTls",
        "Effect": "Deny",
        "Principal": "*",
        "Action": actions,
        "Resource": list(resources),
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }


def document(*statements: Statement) -> aws.iam.PolicyDocumentArgsDict:
    """Return the policy document of `statements`."""
    return cast("aws.iam.PolicyDocumentArgsDict", {"Version": "2012-10-17", "Statement": list(statements)})


def trust(*services: str, conditions: Conditions | None = None) -> aws.iam.PolicyDocumentArgsDict:
    """Return the trust policy by which `services` (`ec2.amazonaws.com` for example) assume a role."""
    return document(allow("AssumeRole", ["sts:AssumeRole"], None, services=services, conditions=conditions))


def pod_identity_trust(account_id: str) -> aws.iam.PolicyDocumentArgsDict:
    """Return the trust policy of a role that pods of `account_id` assume by EKS Pod Identity."""
    return document(
        allow(
            "AssumeRoleByPodIdentity",
            ["sts:AssumeRole", "sts:TagSession"],
            None,
            services=["pods.eks.amazonaws.com"],
            conditions={"StringEquals": {"aws:SourceAccount": account_id}},
        )
    )
