"""What a plan does not say: the load, with defaults that every report names as assumptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from evenkeel.model import Band


@dataclass(frozen=True, slots=True)
class Usage:
    """A default for what the plan does not say.

    Attributes:
        what: what it is.
        unit: unit of the value.
        band: the default, with its bounds.
        basis: where the default comes from.
    """

    what: str
    unit: str
    band: Band
    basis: str


_OURS: Final = "evenkeel's own default for a small service; state yours"
_INFRACOST: Final = "infracost's medium usage defaults as expected value; the bounds are evenkeel's own"
_CCF: Final = "Cloud Carbon Footprint's 50 % for processors; 85 % is the median of H100 under ML.ENERGY's best points"


def _usage(what: str, unit: str, *ends: str, basis: str = _OURS) -> Usage:
    low, expected, high = map(Decimal, ends)
    return Usage(what, unit, Band(low, expected, high), basis)


USAGES: Final[Mapping[str, Usage]] = MappingProxyType(
    {
        "scalingPosition": _usage(
            "where replicas stand between their bounds, 0 is the least, 1 the most", "", "0", "0.5", "1"
        ),
        "replicaLoad": _usage("mean load of a replica as a share of its throughput", "", "0.5", "0.5", "0.5"),
        "utilisation": _usage(
            "mean load of processors and accelerators that run", "", "0.3", "0.5", "0.85", basis=_CCF
        ),
        "natGb": _usage("data through a NAT gateway", "GB a month", "0", "222", "2000", basis=_INFRACOST),
        "endpointGb": _usage("data through an interface endpoint", "GB a month", "0", "20", "200"),
        "requests": _usage("requests from clients", "million a month", "0", "1", "10"),
        "egressGb": _usage("answers sent to the internet", "GB a month", "0", "50", "500"),
        "balancerUnits": _usage("mean capacity units (LCU or NLCU) of a load balancer", "", "0", "1", "5"),
        "logsGb": _usage("logs written to a log group", "GB a month", "0", "20", "200", basis=_INFRACOST),
        "modelsGb": _usage("models beside those that the plan imports", "GB", "0", "0", "0"),
        "datasetsGb": _usage("objects in the bucket datasets", "GB", "0", "450", "4500", basis=_INFRACOST),
        "checkpointsGb": _usage("objects in the bucket checkpoints", "GB", "0", "450", "4500", basis=_INFRACOST),
        "feedbackGb": _usage("objects in the bucket feedback", "GB", "0", "10", "100"),
        "logsBucketGb": _usage("objects in a bucket of access logs", "GB", "0", "20", "200"),
        "otherGb": _usage("objects in any other bucket", "GB", "0", "10", "100"),
        "bucketWrites": _usage("PUT, COPY, POST and LIST of a bucket", "thousand a month", "0", "100", "1000"),
        "bucketReads": _usage("GET and other reads of a bucket", "thousand a month", "0", "1000", "10000"),
        "replicationGb": _usage("objects copied to another region", "GB a month", "0", "45", "450"),
        "keyRequests": _usage("requests to a KMS key", "x 10,000 a month", "0", "1", "100"),
        "secretCalls": _usage("reads of a secret", "x 10,000 a month", "0", "0.1", "1"),
        "imagesGb": _usage("images kept by a pull-through cache rule", "GB", "5", "20", "60"),
        "imageGb": _usage(
            "image that a new node pulls from public registries",
            "GB",
            "8",
            "10",
            "12",
            basis="size of vLLM's images, about",
        ),
        "snapshotGb": _usage("snapshots of a cache beyond the first, which is free", "GB", "0", "5", "50"),
    }
)
"""Defaults by the name under which a person states another value."""

BUCKET_USAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "datasets": "datasetsGb",
        "models": "modelsGb",
        "checkpoints": "checkpointsGb",
        "feedback": "feedbackGb",
        "logs": "logsBucketGb",
        "replica-logs": "logsBucketGb",
    }
)
"""The default that holds for a bucket, by its purpose."""
