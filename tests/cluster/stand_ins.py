"""What stands for values that only AWS knows, so that the API server can judge the rest of an object."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from evenkeel.model import Secret, Unknown

_ACCOUNT = "123456789012"
_ARN = f"arn:aws:{{}}:us-east-1:{_ACCOUNT}:{{}}"
_LATE = "known-after-deployment"

# Custom resource definitions ask for the form of these; by the last keys of the path, list positions left out.
_FORMS = {
    "subnetSelectorTerms.id": "subnet-0123456789abcdef0",
    "securityGroupSelectorTerms.id": "sg-0123456789abcdef0",
    "securityGroup.groupID": "sg-0123456789abcdef0",
    "ebs.kmsKeyID": _ARN.format("kms", "key/00000000-0000-4000-8000-000000000000"),
    "parameters.kmsKeyId": _ARN.format("kms", "key/00000000-0000-4000-8000-000000000000"),
    "spec.role": "evenkeel-nodes-0123456",
    "aws.role": f"arn:aws:iam::{_ACCOUNT}:role/evenkeel-reader-0123456",
    "spec.targetGroupARN": _ARN.format("elasticloadbalancing", "targetgroup/evenkeel/0123456789abcdef"),
    "ipBlock.cidr": "10.0.0.0/20",
    # Free text wherever these occur: words of a command line, and values of environment variables.
    "initContainers.args": f"s3://{_LATE}/",
    "containers.args": f"s3://{_LATE}/",
    "env.value": _LATE,
}


class NoStandInError(AssertionError):
    """A value is unknown whose form nobody has stated."""


@dataclass
class StandIns:
    """Fills in what a plan leaves open.

    Attributes:
        places: where something was filled in: `<resource>.<path>` to what.
    """

    places: dict[str, str] = field(default_factory=dict[str, str])

    def fill(self, resource: str, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return the document with plain values only; secrets are made up, and differ in each run.

        Raises:
            NoStandInError: an unknown value of unknown form; the message says where to state it.
        """
        return {key: self._plain(value, resource, (key,)) for key, value in document.items()}

    def _plain(self, value: Any, resource: str, path: tuple[str, ...]) -> Any:
        if isinstance(value, Secret):
            return self._secret(value.value, resource, path)
        if isinstance(value, Unknown):
            return self._stand_in(resource, path)
        if isinstance(value, Mapping):
            members = cast("Mapping[str, Any]", value)
            return {key: self._plain(each, resource, (*path, key)) for key, each in members.items()}
        if isinstance(value, list | tuple):
            return [self._plain(each, resource, path) for each in cast("Sequence[Any]", value)]
        return value

    def _secret(self, value: Any, resource: str, path: tuple[str, ...]) -> Any:
        if isinstance(value, Mapping):
            members = cast("Mapping[str, Any]", value)
            return {key: self._secret(each, resource, (*path, key)) for key, each in members.items()}
        made = secrets.token_urlsafe(24)
        self.places[".".join((resource, *path))] = "a secret of this run"
        return base64.b64encode(made.encode()).decode() if "data" in path else made

    def _stand_in(self, resource: str, path: tuple[str, ...]) -> str:
        place = ".".join((resource, *path))
        found = _FORMS.get(".".join(path[-2:]))
        if found is None:
            raise NoStandInError(f"{place} is unknown: state its form in {__name__}, by {'.'.join(path[-2:])!r}")
        self.places[place] = found
        return found
