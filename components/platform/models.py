"""Where each serving entry's model is, and the Jobs that bring models into the bucket."""

import pulumi

from components.bindings import AwsBinding
from components.cluster import SYSTEM_NODE_SELECTOR, SYSTEM_TOLERATIONS
from components.images import ImageLocation
from components.model_import import (
    ALLOWED_FILES,
    IGNORED_FILES,
    ModelBucket,
    ModelImport,
    ModelImportArgs,
    TokenSecret,
    model_prefix,
)
from components.platform.secrets import hub_token_of
from evenkeel.catalogue import model
from evenkeel.catalogue.versions import version_matrix
from evenkeel.spec import HubSource, Platform, Serving

HUB = "https://huggingface.co"
_WORKERS = 8
# A download of one gigabyte is given a minute: many times what a hub usually takes.
_MINUTES_PER_GB = 1.0
_LEAST_MINUTES = 30
_BYTES_PER_PARAMETER = 2


def hub_of(entry: Serving) -> HubSource:
    """Return the entry's repository and commit, which sizing has filled in."""
    assert entry.model.hub is not None, "sizing fills in the hub"
    return entry.model.hub


def prefix_of(entry: Serving) -> str:
    """Return the key prefix of the entry's model in the bucket."""
    hub = hub_of(entry)
    return model_prefix(hub.id, hub.revision)


def weights_gb(entry: Serving) -> float:
    """Return the size of the entry's weights as they are stored, decimal GB."""
    known, described = model(entry.model.name), entry.model.architecture
    if described is not None:
        return described.weights_gb or described.parameters * _BYTES_PER_PARAMETER / 1e9
    assert known is not None, "sizing refuses models that nobody describes"
    return known.weights_gb


def model_bucket(aws_binding: AwsBinding) -> ModelBucket:
    """Return the bucket of the models."""
    bucket = aws_binding.buckets["models"]
    return ModelBucket(name=bucket.name, arn=bucket.arn, key_arn=bucket.key_arn, region=aws_binding.region)


def make_model_imports(
    platform: Platform,
    aws_binding: AwsBinding,
    images: ImageLocation,
    tags: dict[str, str],
    opts: pulumi.ResourceOptions,
) -> dict[str, ModelImport]:
    """Register one Job for each model that is served from the bucket, by its prefix."""
    imports: dict[str, ModelImport] = {}
    for entry in platform.serving:
        prefix = prefix_of(entry)
        if entry.model.weights != "bucket" or prefix in imports:
            continue
        hub, token = hub_of(entry), hub_token_of(entry)
        imports[prefix] = ModelImport(
            f"{entry.name}-model",
            ModelImportArgs(
                account_id=aws_binding.account_id,
                cluster_name=platform.full_name,
                namespace=platform.namespace,
                hub_url=HUB,
                model=hub.id,
                revision=hub.revision,
                token=TokenSecret(name=token.name, key=token.key) if token else None,
                allowed_files=list(ALLOWED_FILES),
                ignored_files=list(IGNORED_FILES),
                bucket=model_bucket(aws_binding),
                image=images.locate(version_matrix().image("model-import")),
                workers=_WORKERS,
                deadline_minutes=_LEAST_MINUTES + round(weights_gb(entry) * _MINUTES_PER_GB),
                node_selector=dict(SYSTEM_NODE_SELECTOR),
                tolerations=list(SYSTEM_TOLERATIONS),
                tags=tags,
            ),
            opts,
        )
    return imports
