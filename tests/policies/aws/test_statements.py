"""Reading statements of IAM documents in all the shapes that they come in."""

from __future__ import annotations

import json

import pytest

from evenkeel.model import UNKNOWN, Resource, Value
from policies.aws.statements import Statement, allowing, document_of, refuses_without_tls, statements
from policies.verdict import UndecidedError


def role_policy(document: Value) -> Resource:
    return Resource(
        urn="urn:pulumi:test::test::aws:iam/rolePolicy:RolePolicy::policy",
        type="aws:iam/rolePolicy:RolePolicy",
        name="policy",
        custom=True,
        inputs={"policy": document},
    )


def only(document: Value) -> Statement:
    (found,) = statements(document_of(role_policy(document)))
    return found


@pytest.mark.parametrize("as_text", [False, True], ids=["object", "text"])
def test_single_statement_without_a_list_is_read(as_text: bool) -> None:
    document: Value = {"Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}

    (statement,) = allowing(role_policy(json.dumps(document) if as_text else document))

    assert statement.actions == ["s3:GetObject"]
    assert statement.any_resource is not None


@pytest.mark.parametrize("action", ["s3:GetObject", "s3:Get*", "S3:getobject", "s3:*", "*"])
def test_action_permits_what_its_pattern_covers(action: str) -> None:
    assert only({"Statement": [{"Effect": "Allow", "Action": [action]}]}).permits("s3:GetObject") == action


def test_action_permits_nothing_of_another_service() -> None:
    assert only({"Statement": [{"Effect": "Allow", "Action": "s3:PutObject"}]}).permits("s3:GetObject") is None


@pytest.mark.parametrize("principal", ["*", {"AWS": "*"}, {"AWS": ["arn:aws:iam::123456789012:root", "*"]}])
def test_star_as_principal_is_public(principal: Value) -> None:
    assert only({"Statement": [{"Effect": "Allow", "Principal": principal}]}).public


def test_unknown_resource_is_not_taken_for_any_resource() -> None:
    statement = only({"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": [UNKNOWN]}]})

    assert statement.any_resource is None
    assert len(statement.resources) == 1


def test_unknown_document_is_undecided_rather_than_empty() -> None:
    with pytest.raises(UndecidedError):
        list(allowing(role_policy(UNKNOWN)))


@pytest.mark.parametrize(("secure", "refused"), [("false", True), (False, True), ("true", False)])
def test_refusal_without_tls_is_seen_by_its_condition(secure: Value, refused: bool) -> None:
    document: Value = {
        "Statement": [
            {
                "Effect": "Deny",
                "Principal": "*",
                "Action": "s3:*",
                "Condition": {"Bool": {"aws:SecureTransport": secure}},
            }
        ]
    }

    assert refuses_without_tls(document_of(role_policy(document)), "s3:*") is refused
