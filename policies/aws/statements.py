"""Statements of IAM policy documents, wherever a resource holds one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

from evenkeel.model import Resource
from policies.aws.kinds import (
    BUCKET_POLICY,
    KEY,
    MANAGED_POLICY,
    QUEUE_POLICY,
    REPOSITORY_POLICY,
    ROLE,
    ROLE_POLICY,
    VPC_ENDPOINT,
)
from policies.properties import Property, properties

IDENTITY_POLICIES: Final = (ROLE_POLICY, MANAGED_POLICY)
"""Resources whose document says what a role may do."""

DOCUMENT_OF: Final[Mapping[str, str]] = {
    ROLE: "assumeRolePolicy",
    ROLE_POLICY: "policy",
    MANAGED_POLICY: "policy",
    BUCKET_POLICY: "policy",
    QUEUE_POLICY: "policy",
    KEY: "policy",
    VPC_ENDPOINT: "policy",
    REPOSITORY_POLICY: "policy",
}
"""Where a resource holds its document."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; the parts of it that are unknown are left for the rules to ask for."""

    at: Property

    @property
    def allows(self) -> bool:
        """Whether its effect is Allow."""
        return self.at["Effect"].text() == "Allow"

    @property
    def actions(self) -> list[str]:
        """The actions that it names."""
        return self.at["Action"].texts()

    @property
    def resources(self) -> list[Property]:
        """The resources that it names, known or not."""
        return self.at["Resource"].each()

    @property
    def any_resource(self) -> Property | None:
        """The resource that is known to stand for all of them, None when there is none."""
        if self.at["NotResource"].given:
            return self.at["NotResource"]
        return next((each for each in self.resources if each.known and each.text() in {"*", "arn:aws:*"}), None)

    @property
    def conditioned(self) -> bool:
        """Whether it holds only on a condition."""
        return bool(self.at["Condition"].entries())

    def principals(self, kind: str) -> list[Property]:
        """Return the principals of a kind (`AWS`, `Service`, `Federated`); `*` alone is an `AWS` principal."""
        found = self.at["Principal"]
        if found.known and isinstance(found.value, str):
            return [found] if kind == "AWS" else []
        return found[kind].each()

    @property
    def public(self) -> bool:
        """Whether everybody is its principal, or everybody but some."""
        anybody = any(each.known and each.text() == "*" for each in self.principals("AWS"))
        return anybody or self.at["NotPrincipal"].given

    def condition_keys(self) -> set[str]:
        """Return the keys of its conditions, lower-cased, whatever the operator."""
        return {key.lower() for each in self.at["Condition"].entries().values() for key in each.entries()}

    def permits(self, *patterns: str) -> str | None:
        """Return the first of its actions that a pattern matches, or that matches one; None when it permits none."""
        wanted = [pattern.lower() for pattern in patterns]
        for action in self.actions:
            lower = action.lower()
            if any(fnmatchcase(each, lower) or fnmatchcase(lower, each) for each in wanted):
                return action
        return None


def document_of(resource: Resource) -> Property:
    """Return the policy document that a resource holds, as an object where it was given as text."""
    return properties(resource)[DOCUMENT_OF[resource.type]].document()


def statements(document: Property) -> Iterator[Statement]:
    """Return the statements of a document."""
    for each in document["Statement"].each():
        yield Statement(each)


def allowing(resource: Resource) -> Iterator[Statement]:
    """Return the statements of a resource's document whose effect is Allow."""
    for each in statements(document_of(resource)):
        if each.allows:
            yield each


def refuses_without_tls(document: Property, actions: str) -> bool:
    """Tell whether a resource policy refuses all of some actions (`s3:*`) to everybody who comes without TLS."""
    for each in statements(document):
        if each.allows or not each.public or not {"*", actions} & set(each.actions):
            continue
        secure = each.at.at("Condition", "Bool", "aws:SecureTransport")
        if secure.given and not secure.flag(default=True):
            return True
    return False
