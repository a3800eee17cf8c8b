"""LeaderWorkerSet's own manager makes the pods of models that span several nodes."""

from __future__ import annotations

from collections import defaultdict

from tests.cluster.deployment import Deployed
from tests.cluster.nodes import EFA
from tests.cluster.pods import Pod
from tests.cluster.serving import Entry, at_most

GROUP = "leaderworkerset.sigs.k8s.io/group-index"


def test_models_over_several_nodes_are_groups_and_others_are_not(deployed: Deployed) -> None:
    with at_most(deployed) as found:
        for entry in found:
            assert entry.grouped == (entry.wanted.nodes_per_replica > 1)


def test_a_group_has_a_leader_and_workers_on_nodes_of_their_own_in_one_zone(deployed: Deployed) -> None:
    with at_most(deployed) as found:
        for members in (members for entry in found if entry.grouped for members in _groups(entry)):
            nodes = [deployed.nodes[pod.node or ""] for pod in members]
            assert len({node.name for node in nodes}) == len(members)
            assert len({node.zone for node in nodes}) == 1
            assert sorted(pod.labels["app.kubernetes.io/component"] for pod in members)[0] == "leader"


def test_groups_have_the_size_that_the_stack_file_says(deployed: Deployed) -> None:
    with at_most(deployed) as found:
        for entry in found:
            if entry.grouped:
                sizes = [len(members) for members in _groups(entry)]
                assert sizes == [entry.wanted.nodes_per_replica] * entry.wanted.scaling.max


def test_members_of_a_group_take_all_efa_interfaces_of_their_nodes(deployed: Deployed) -> None:
    with at_most(deployed) as found:
        for pod in (pod for entry in found if entry.grouped and entry.pool.efa for pod in entry.pods()):
            limits = pod.document["spec"]["containers"][0]["resources"]["limits"]
            assert limits[EFA] == deployed.nodes[pod.node or ""].capacity[EFA]


def test_members_are_told_who_leads_and_which_of_them_they_are(deployed: Deployed) -> None:
    with at_most(deployed) as found:
        for entry in (each for each in found if each.grouped):
            for members in _groups(entry):
                told = sorted(_environment(pod) for pod in members)
                leader = next(pod.name for pod in members if pod.labels["app.kubernetes.io/component"] == "leader")
                assert [index for index, _, _ in told] == [str(index) for index in range(len(members))]
                assert {size for _, size, _ in told} == {str(len(members))}
                assert all(address.startswith(f"{leader}.") for _, _, address in told)


def _groups(entry: Entry) -> list[list[Pod]]:
    found: dict[str, list[Pod]] = defaultdict(list)
    for pod in entry.pods():
        found[pod.labels[GROUP]].append(pod)
    return list(found.values())


def _environment(pod: Pod) -> tuple[str, str, str]:
    variables = {each["name"]: each.get("value", "") for each in pod.document["spec"]["containers"][0]["env"]}
    return variables["LWS_WORKER_INDEX"], variables["LWS_GROUP_SIZE"], variables["LWS_LEADER_ADDRESS"]
