"""The seam: what workloads need of an infrastructure that this stack does not make."""

from __future__ import annotations

from pydantic import Field

from evenkeel.spec.secret import SecretReference
from evenkeel.spec.section import Section
from evenkeel.spec.values import BucketName, Endpoint, StackReference, Url


class ObjectStore(Section):
    """Where models are kept.

    Attributes:
        models_bucket: bucket of the models.
        endpoint: URL of an S3-compatible store; left out, Amazon S3.
        region: region to sign requests for.
        credentials: a secret with the keys `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`; left out, pods have an
            identity of their own.
    """

    models_bucket: BucketName
    endpoint: Url | None = None
    region: str = Field(default="us-east-1", min_length=1)
    credentials: SecretReference | None = None


class ExistingCache(Section):
    """A Valkey or Redis that exists already.

    Attributes:
        endpoint: its host and port; TLS is required.
        auth: its token.
    """

    endpoint: Endpoint
    auth: SecretReference | None = None


class Bindings(Section):
    """What exists already and where.

    Attributes:
        infrastructure_stack: the stack whose outputs hold everything; for `layer: workloads` on AWS.
        object_store: where models are kept; for an existing cluster.
        cache: a cache; for an existing cluster.
    """

    infrastructure_stack: StackReference | None = None
    object_store: ObjectStore | None = None
    cache: ExistingCache | None = None
