"""Secrets are referred to where the target can get at them."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.sizing.checks.found import found
from evenkeel.sizing.view import View
from evenkeel.spec import Problem, SecretReference


def references(view: View) -> Iterator[tuple[str, SecretReference]]:
    """Yield the path and the reference of each secret in the file."""
    platform = view.platform
    for entry in view.entries:
        if entry.serving.api_key is not None:
            yield f"{entry.path}.apiKey", entry.serving.api_key
        if entry.serving.model.token is not None:
            yield f"{entry.path}.model.token", entry.serving.model.token
    if platform.cache is not None and platform.cache.auth is not None:
        yield "cache.auth", platform.cache.auth
    if platform.bindings is None:
        return
    store, cache = platform.bindings.object_store, platform.bindings.cache
    if store is not None and store.credentials is not None:
        yield "bindings.objectStore.credentials", store.credentials
    if cache is not None and cache.auth is not None:
        yield "bindings.cache.auth", cache.auth


def check_secrets(view: View) -> Iterator[Problem]:
    """Refuse references that the target cannot follow."""
    for path, reference in references(view):
        if view.aws is None and reference.secrets_manager_arn is not None:
            fix = "Use {config: NAME} or {kubernetesSecret: {name: NAME, key: KEY}}."
            yield found(f"{path}.secretsManagerArn", None, "cannot be read from a cluster outside AWS", fix)
        if view.aws is not None and reference.kubernetes_secret is not None:
            fix = "Use {config: NAME} or {secretsManagerArn: ARN}."
            yield found(
                f"{path}.kubernetesSecret", None, "is for an existing cluster; this one is still to be made", fix
            )
        if path == "bindings.objectStore.credentials" and reference.config is not None:
            fix = "Use {kubernetesSecret: {name: NAME}}, a secret with both keys."
            yield found(f"{path}.config", None, "is one value, and two are needed", fix)
        if view.aws is not None and reference.secrets_manager_arn is not None:
            state = view.platform.add_ons.external_secrets
            if path.startswith("serving") and view.platform.makes_workloads and state != "install":
                message = "needs the add-on externalSecrets from this stack, which gives it the role to read the secret"
                fix = "Set addOns.externalSecrets: install, or use {config: NAME}."
                yield found(f"{path}.secretsManagerArn", None, message, fix)
            region = reference.secrets_manager_arn.split(":")[3]
            if region != view.aws.region:
                fix = f"Replicate the secret to {view.aws.region}."
                yield found(
                    f"{path}.secretsManagerArn", None, f"is in {region}, and the target in {view.aws.region}", fix
                )
