"""The inference chart's network: the API and the metrics each only from whom they are meant for."""

from __future__ import annotations

from typing import Any

from tests.charts.conftest import Inference, Json

GATEWAY = {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "gateway"}}}
SCRAPER = {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "metrics"}}}
PEERS: Json = {"networkPolicy": {"api": {"from": [GATEWAY]}, "metrics": {"from": [SCRAPER]}}}


def _ingress(inference: Inference, *values: Json) -> dict[int, list[Any]]:
    """Return the peers by the port that they may reach."""
    rules = inference.render(PEERS, *values).one("NetworkPolicy", "chat-inference")["spec"]["ingress"]
    peers: dict[int, list[Any]] = {}
    for rule in rules:
        (port,) = rule["ports"]
        peers.setdefault(port["port"], []).extend(rule["from"])
    return peers


def _egress(inference: Inference, *values: Json) -> list[Any]:
    return inference.render(*values).one("NetworkPolicy", "chat-inference-pods")["spec"]["egress"]


def _ports(rule: Any) -> set[int]:
    return {port["port"] for port in rule.get("ports", [])}


def test_scraper_reaches_the_metrics_and_not_the_model(inference: Inference) -> None:
    assert _ingress(inference) == {8000: [GATEWAY], 9090: [SCRAPER]}


def test_without_the_relay_both_are_let_to_the_one_port(inference: Inference) -> None:
    assert _ingress(inference, {"metricsRelay": {"enabled": False}}) == {8000: [GATEWAY, SCRAPER]}


def test_ports_of_the_policy_are_those_of_the_containers(inference: Inference) -> None:
    spec = inference.render().pods()["server"]["spec"]
    opened = {p["containerPort"] for c in [*spec["initContainers"], *spec["containers"]] for p in c["ports"]}
    assert opened == set(_ingress(inference))


def test_no_peers_mean_nobody_and_not_everybody(inference: Inference) -> None:
    nobody: Json = {"networkPolicy": {"api": {"from": []}, "metrics": {"from": []}}}
    policy = inference.render(nobody).one("NetworkPolicy", "chat-inference")["spec"]
    assert policy["policyTypes"] == ["Ingress"]
    assert "ingress" not in policy


def test_policies_select_every_pod_of_the_release(inference: Inference) -> None:
    rendered = inference.render()
    labels = rendered.pods()["server"]["metadata"]["labels"].items()
    for one in rendered.objects:
        if one["kind"] == "NetworkPolicy":
            assert one["spec"]["podSelector"]["matchLabels"].items() <= labels


def test_outgoing_traffic_is_names_https_and_the_identity_agent(inference: Inference) -> None:
    rules = _egress(inference)
    assert [_ports(rule) for rule in rules] == [{53}, {443}, {80}]
    assert {peer["ipBlock"]["cidr"] for peer in rules[2]["to"]} == {"169.254.170.23/32", "fd00:ec2::23/128"}
    assert all(rule["to"] for rule in rules)


def test_outgoing_traffic_can_be_narrowed_to_nothing(inference: Inference) -> None:
    closed: Json = {"dns": [], "https": [], "podIdentityAgent": False}
    policy = inference.render({"networkPolicy": {"egress": closed}}).one("NetworkPolicy", "chat-inference-pods")["spec"]
    assert "Egress" in policy["policyTypes"]
    assert "egress" not in policy


def test_further_egress_is_added_as_it_is(inference: Inference) -> None:
    rule = {"to": [{"ipBlock": {"cidr": "10.9.0.0/16"}}], "ports": [{"port": 9000, "protocol": "TCP"}]}
    assert _egress(inference, {"networkPolicy": {"egress": {"extra": [rule]}}})[-1] == rule


def test_policies_can_be_left_out(inference: Inference) -> None:
    assert "NetworkPolicy" not in inference.render({"networkPolicy": {"enabled": False}}).kinds()


def test_monitor_scrapes_the_port_that_serves_metrics(inference: Inference) -> None:
    for relay, port in ((True, "metrics"), (False, "http")):
        rendered = inference.render({"podMonitor": {"enabled": True}, "metricsRelay": {"enabled": relay}})
        (endpoint,) = rendered.one("PodMonitor")["spec"]["podMetricsEndpoints"]
        spec = rendered.pods()["server"]["spec"]
        ports = {p["name"] for c in [*spec.get("initContainers", []), *spec["containers"]] for p in c["ports"]}
        assert endpoint["port"] == port
        assert port in ports


def test_service_leads_to_the_port_of_the_engine(inference: Inference) -> None:
    rendered = inference.render({"service": {"port": 80}})
    (port,) = rendered.one("Service")["spec"]["ports"]
    assert (port["port"], port["targetPort"]) == (80, rendered.engine()["ports"][0]["name"])
    assert (
        rendered.one("Service")["spec"]["selector"].items() <= rendered.pods()["server"]["metadata"]["labels"].items()
    )
