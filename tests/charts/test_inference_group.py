"""The inference chart over several nodes: one template by role, one group that stands and falls together."""

from __future__ import annotations

from tests.charts.conftest import SEVERAL_NODES, Inference, Json

AUTOSCALED: Json = {"autoscaling": {"enabled": True, "prometheus": {"address": "http://prometheus:9090"}}}


def test_several_nodes_make_a_group_that_is_recreated_as_one(inference: Inference) -> None:
    rendered = inference.render(SEVERAL_NODES)
    spec = rendered.one("LeaderWorkerSet")["spec"]
    assert "Deployment" not in rendered.kinds()
    assert spec["leaderWorkerTemplate"]["size"] == 2
    assert spec["leaderWorkerTemplate"]["restartPolicy"] == "RecreateGroupOnPodRestart"


def test_leader_and_worker_differ_only_by_what_a_server_needs(inference: Inference) -> None:
    rendered = inference.render(SEVERAL_NODES, {"apiKey": {"secretName": "keys"}})
    leader, worker = rendered.engine("leader"), rendered.engine("worker")
    assert set(worker["args"]) - set(leader["args"]) == {"--headless"}
    assert set(leader["args"]) - set(worker["args"]) == set()
    assert set(leader) - set(worker) == {"ports", "startupProbe", "readinessProbe", "livenessProbe"}
    assert leader["resources"] == worker["resources"]
    assert "VLLM_API_KEY" not in {one["name"] for one in worker["env"]}
    assert "initContainers" not in rendered.pods()["worker"]["spec"]


def test_ranks_meet_by_what_the_leader_worker_set_injects(inference: Inference) -> None:
    arguments = inference.render(SEVERAL_NODES, {"multiNode": {"masterPort": 29999}}).engine("worker")["args"]
    assert {
        "--nnodes=$(LWS_GROUP_SIZE)",
        "--node-rank=$(LWS_WORKER_INDEX)",
        "--master-addr=$(LWS_LEADER_ADDRESS)",
        "--master-port=29999",
    } <= set(arguments)


def test_single_node_has_no_ranks(inference: Inference) -> None:
    assert not any("LWS_" in argument or argument == "--headless" for argument in inference.render().engine()["args"])


def test_group_has_another_name_than_the_service(inference: Inference) -> None:
    # A LeaderWorkerSet makes a headless Service of its own name.
    rendered = inference.render(SEVERAL_NODES)
    assert rendered.one("LeaderWorkerSet")["metadata"]["name"] != rendered.one("Service")["metadata"]["name"]


def test_service_selects_leaders_and_no_workers(inference: Inference) -> None:
    rendered = inference.render(SEVERAL_NODES, {"podMonitor": {"enabled": True}})
    labels = {role: template["metadata"]["labels"].items() for role, template in rendered.pods().items()}
    for selector in (
        rendered.one("Service")["spec"]["selector"],
        rendered.one("PodMonitor")["spec"]["selector"]["matchLabels"],
        rendered.one("NetworkPolicy", "chat-inference")["spec"]["podSelector"]["matchLabels"],
    ):
        assert selector.items() <= labels["leader"]
        assert not selector.items() <= labels["worker"]


def test_budget_and_egress_select_leaders_and_workers(inference: Inference) -> None:
    rendered = inference.render(SEVERAL_NODES)
    budget = rendered.one("PodDisruptionBudget")["spec"]
    policy = rendered.one("NetworkPolicy", "chat-inference-pods")["spec"]
    for template in rendered.pods().values():
        labels = template["metadata"]["labels"].items()
        assert budget["selector"]["matchLabels"].items() <= labels
        assert policy["podSelector"]["matchLabels"].items() <= labels
    assert budget["maxUnavailable"] == 1
    assert budget["unhealthyPodEvictionPolicy"] == "AlwaysAllow"


def test_pods_of_a_group_talk_to_each_other_on_every_port(inference: Inference) -> None:
    policy = inference.render(SEVERAL_NODES).one("NetworkPolicy", "chat-inference-pods")["spec"]
    own = {"podSelector": policy["podSelector"]}
    assert {"from": [own]} in policy["ingress"]
    assert {"to": [own]} in policy["egress"]


def test_workers_follow_their_leader_which_alone_spreads(inference: Inference) -> None:
    pods = inference.render(SEVERAL_NODES).pods()
    for template in pods.values():
        (term,) = template["spec"]["affinity"]["podAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"]
        assert term["topologyKey"] == "topology.kubernetes.io/zone"
        assert term["matchLabelKeys"] == ["leaderworkerset.sigs.k8s.io/group-key"]
    assert "topologySpreadConstraints" not in pods["worker"]["spec"]
    for constraint in pods["leader"]["spec"]["topologySpreadConstraints"]:
        assert constraint["labelSelector"]["matchLabels"].items() <= pods["leader"]["metadata"]["labels"].items()


def test_group_without_a_topology_key_may_span_zones(inference: Inference) -> None:
    pods = inference.render(SEVERAL_NODES, {"multiNode": {"groupTopologyKey": ""}}).pods()
    assert "affinity" not in pods["worker"]["spec"]


def test_each_pod_of_a_group_asks_for_its_fabric_interfaces(inference: Inference) -> None:
    rendered = inference.render(SEVERAL_NODES, {"resources": {"efa": 4, "hugepages": "5120Mi"}})
    for role in ("leader", "worker"):
        limits = rendered.engine(role)["resources"]["limits"]
        assert (limits["vpc.amazonaws.com/efa"], limits["hugepages-2Mi"]) == ("4", "5120Mi")


def test_autoscaled_group_leaves_its_replicas_to_the_scale_subresource(inference: Inference) -> None:
    rendered = inference.render(SEVERAL_NODES, AUTOSCALED)
    group = rendered.one("LeaderWorkerSet")
    assert "replicas" not in group["spec"]
    assert rendered.one("ScaledObject")["spec"]["scaleTargetRef"] == {
        "apiVersion": group["apiVersion"],
        "kind": group["kind"],
        "name": group["metadata"]["name"],
    }


def test_interfaces_of_the_group_traffic_can_be_given(inference: Inference) -> None:
    given = {"name": "NCCL_SOCKET_IFNAME", "value": "bond0"}
    environment = inference.render(SEVERAL_NODES, {"extraEnvironment": [given]}).engine("worker")["env"]
    assert [one for one in environment if one["name"] == "NCCL_SOCKET_IFNAME"] == [given]
