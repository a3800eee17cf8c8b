"""Values that are known late: strings that stand for them pass the schema and come out as they went in."""

from __future__ import annotations

import json

from tests.charts.conftest import Inference, Json

PREFIX = "evenkeel-output-"


def _late(number: int) -> str:
    return f"{PREFIX}{number:04d}-7c9e6679f4de4dd9b2a1"


LATE: Json = {
    "engines": {"nvidia": {"image": {"repository": _late(1)}}},
    "model": {
        "s3": {
            "bucket": _late(2),
            "prefix": _late(3),
            "region": _late(4),
            "endpoint": _late(5),
            "credentialsSecret": _late(6),
        }
    },
    "apiKey": {"secretName": _late(7)},
    "serviceAccount": {"name": _late(8), "annotations": {"role": _late(9)}},
    "autoscaling": {
        "enabled": True,
        "prometheus": {"address": _late(10), "awsRegion": _late(11), "authentication": _late(12)},
    },
    "extraEnvironment": [{"name": "CACHE_HOST", "value": _late(13)}],
    "networkPolicy": {"egress": {"https": [{"cidr": _late(14)}]}},
    "imagePullSecrets": [_late(15)],
    "pod": {"annotations": {"a": _late(16)}, "nodeSelector": {"b": _late(17)}},
    "service": {"annotations": {"c": _late(18)}},
}


def test_late_values_come_out_whole(inference: Inference) -> None:
    text = json.dumps(inference.render(LATE).objects)
    assert all(_late(number) in text for number in range(1, 19))
    assert text.count(PREFIX) == sum(text.count(_late(number)) for number in range(1, 19))


def test_late_bucket_is_part_of_the_address_of_the_model(inference: Inference) -> None:
    assert inference.render(LATE).engine()["args"][0] == f"s3://{_late(2)}/{_late(3)}"
