"""The inference chart's autoscaling: a query with one answer, and nothing that wakes on the metrics of what sleeps."""

from __future__ import annotations

from typing import Any

from tests.charts.conftest import NAMESPACE, Inference, Json, merged

PROMETHEUS: Json = {"autoscaling": {"enabled": True, "prometheus": {"address": "http://prometheus:9090"}}}
DAY = {"name": "day", "timezone": "Europe/Berlin", "start": "0 8 * * 1-5", "end": "0 18 * * 1-5", "replicas": 2}


def _spec(inference: Inference, **autoscaling: Any) -> Any:
    return inference.render(merged(PROMETHEUS, {"autoscaling": autoscaling})).one("ScaledObject")["spec"]


def _trigger(spec: Any, name: str) -> Any:
    return next(trigger for trigger in spec["triggers"] if trigger["name"] == name)


def test_replicas_belong_to_the_workload_only_without_autoscaling(inference: Inference) -> None:
    assert inference.render({"replicas": 3}).one("Deployment")["spec"]["replicas"] == 3
    scaled = inference.render(PROMETHEUS)
    assert "replicas" not in scaled.one("Deployment")["spec"]
    assert scaled.one("ScaledObject")["spec"]["scaleTargetRef"]["name"] == scaled.one("Deployment")["metadata"]["name"]


def test_query_is_one_sum_over_this_model_in_this_namespace(inference: Inference) -> None:
    query = _trigger(_spec(inference), "requests")["metadata"]["query"]
    own = f'{{namespace="{NAMESPACE}",model_name="llama"}}'
    assert query == f"sum(vllm:num_requests_waiting{own}) + sum(vllm:num_requests_running{own})"


def test_further_matchers_single_out_the_release(inference: Inference) -> None:
    prometheus = merged(PROMETHEUS["autoscaling"]["prometheus"], {"matchers": {"job": "ai/canary"}})
    query = _trigger(_spec(inference, prometheus=prometheus), "requests")["metadata"]["query"]
    assert query.count(',job="ai/canary"}') == 2


def test_threshold_is_requests_for_each_replica(inference: Inference) -> None:
    trigger = _trigger(_spec(inference, requestsPerReplica=12.5), "requests")
    assert (trigger["metadata"]["threshold"], trigger["metricType"]) == ("12.5", "AverageValue")


def test_missing_metrics_are_a_fault_while_an_engine_must_run(inference: Inference) -> None:
    assert _trigger(_spec(inference), "requests")["metadata"]["ignoreNullValues"] == "false"
    asleep = _spec(inference, minReplicas=0, schedule=[DAY])
    assert _trigger(asleep, "requests")["metadata"]["ignoreNullValues"] == "true"


def test_lost_prometheus_takes_no_replicas_away(inference: Inference) -> None:
    fallback = _spec(inference, fallback={"failureThreshold": 5, "replicas": 3})["fallback"]
    assert fallback == {"failureThreshold": 5, "replicas": 3, "behavior": "currentReplicasIfHigher"}


def test_zero_wakes_by_schedule(inference: Inference) -> None:
    spec = _spec(inference, minReplicas=0, schedule=[DAY])
    assert spec["minReplicaCount"] == 0
    assert _trigger(spec, "day") == {
        "name": "day",
        "type": "cron",
        "metricType": "AverageValue",
        "metadata": {
            "timezone": "Europe/Berlin",
            "start": "0 8 * * 1-5",
            "end": "0 18 * * 1-5",
            "desiredReplicas": "2",
        },
    }


def test_zero_wakes_by_the_queue_of_something_that_runs(inference: Inference) -> None:
    spec = _spec(inference, minReplicas=0, queue={"query": "sum(gateway_queue)", "threshold": 4})
    metadata = _trigger(spec, "queue")["metadata"]
    assert (metadata["query"], metadata["threshold"], metadata["activationThreshold"]) == (
        "sum(gateway_queue)",
        "4",
        "0",
    )
    assert metadata["serverAddress"] == "http://prometheus:9090"


def test_managed_prometheus_is_asked_with_signed_requests(inference: Inference) -> None:
    prometheus = {
        "address": "https://aps-workspaces.us-east-1.amazonaws.com/workspaces/ws-1",
        "authentication": "reader",
        "awsRegion": "us-east-1",
    }
    trigger = _trigger(_spec(inference, prometheus=prometheus), "requests")
    assert trigger["authenticationRef"] == {"name": "reader", "kind": "TriggerAuthentication"}
    assert trigger["metadata"]["awsRegion"] == "us-east-1"
