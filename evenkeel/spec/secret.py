"""References to secrets: a stack file says where a secret is, never what it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self, cast

from pydantic import ValidationError, ValidatorFunctionWrapHandler, field_validator, model_validator

from evenkeel.spec.credentials import looks_like_a_credential
from evenkeel.spec.refusal import refusal
from evenkeel.spec.section import Section
from evenkeel.spec.values import ConfigName, SecretArn, SecretName

WHERE = (
    "Put it in Pulumi's encrypted configuration (pulumi config set --secret evenkeel:NAME) and write "
    "{config: NAME}, or name a Secrets Manager secret as {secretsManagerArn: ARN}."
)


class KubernetesSecret(Section):
    """A key of a Kubernetes secret that exists already.

    Attributes:
        name: name of the secret, in the namespace of the pods that read it.
        key: key in it.
    """

    name: SecretName
    key: str = "value"


class SecretReference(Section):
    """Where a secret is; exactly one of the three.

    Attributes:
        config: NAME, when the value stands encrypted in this file as `evenkeel:NAME: {secure: ...}`.
        secrets_manager_arn: ARN of an existing Secrets Manager secret.
        kubernetes_secret: an existing Kubernetes secret; on an existing cluster only.
    """

    config: ConfigName | None = None
    secrets_manager_arn: SecretArn | None = None
    kubernetes_secret: KubernetesSecret | None = None

    @model_validator(mode="before")
    @classmethod
    def refuse_clear_text(cls, data: object) -> object:
        """Refuse a value where a reference belongs, without repeating it."""
        if isinstance(data, Mapping):
            if "secure" in data or "value" in data:
                raise refusal("holds the secret itself", WHERE, hide=True)
            return cast("Mapping[str, object]", data)
        raise refusal("is a secret in clear text", WHERE, hide=True)

    @field_validator("config", "secrets_manager_arn", mode="wrap")
    @classmethod
    def hide_what_is_not_a_reference(cls, value: object, check: ValidatorFunctionWrapHandler) -> object:
        """Refuse without repeating: a secret pasted into the wrong key must not be shown."""
        try:
            checked = cast("object", check(value))
        except ValidationError:
            raise refusal("is not a reference to a secret", WHERE, hide=True) from None
        if isinstance(checked, str) and looks_like_a_credential(checked):
            raise refusal("is a secret in clear text", WHERE, hide=True)
        return checked

    @model_validator(mode="after")
    def require_one(self) -> Self:
        """Refuse none and more than one."""
        given = [self.config, self.secrets_manager_arn, self.kubernetes_secret]
        if sum(item is not None for item in given) != 1:
            raise refusal("names none or several places", f"Name exactly one. {WHERE}", hide=True)
        return self
