from __future__ import annotations

import re
import secrets
import string

import pytest

from evenkeel.model import UNKNOWN, Fidelity, Plan, Secret
from evenkeel.report import preview
from tests.report.plans import STACK, Sketch, large, pod, small


def line_with(text: str, *words: str) -> str:
    found = [line for line in text.splitlines() if all(word in line for word in words)]
    assert found, f"no line with {words} in\n{text}"
    return found[0]


def test_first_lines_say_what_it_is_and_how_far_to_trust_it() -> None:
    first, second, *_ = preview(small(), width=120).splitlines()
    assert first == "Preview of stack dev: what `pulumi up` would create"
    assert "no state, no provider" in second
    assert "Nothing was asked of AWS" in second


def test_head_names_account_region_zones_and_given_facts() -> None:
    text = preview(large(), width=140, facts={"support": "standard until 2027-08-02"})
    assert "AWS account 123456789012, us-east-1; zones us-east-1a, us-east-1b, us-east-1c" in line_with(text, "target")
    assert line_with(text, "kubernetes", "1.36")
    assert line_with(text, "support", "standard until 2027-08-02")


def test_head_names_the_context_of_an_existing_cluster() -> None:
    sketch = Sketch("onprem")
    sketch.add("pulumi:providers:kubernetes", "cluster", {"context": "lab"})
    text = preview(sketch.plan(addOns={"keda": "absent"}), width=120)
    assert line_with(text, "target", "kubeconfig context lab")
    assert line_with(text, "addOns", "keda absent")


def test_resources_stand_below_their_component_without_its_name() -> None:
    lines = preview(small(), width=120).splitlines()
    start = lines.index("Network dev-network")
    assert lines[start + 1].startswith("├─ ec2:Vpc vpc ")
    assert lines[start + 1].endswith("10.20.0.0/16")


def test_alike_siblings_are_folded_unless_details_are_asked_for() -> None:
    folded, full = preview(small(), width=120), preview(small(), width=120, details=True)
    assert "public-a, private-a, public-b, private-b" in line_with(folded, "ec2:Subnet x4")
    assert len(re.findall(r"─ ec2:Subnet dev-network-\w+-\w ", full)) == 4


def test_alike_components_are_one_branch_with_all_their_names() -> None:
    text = preview(large(), width=140)
    assert "prod-datasets, prod-models, prod-checkpoints, prod-feedback, prod-logs" in line_with(text, "Bucket x5")
    assert line_with(text, "s3:Bucket bucket x5", "protected")


def test_definitions_are_one_line_even_in_details() -> None:
    text = preview(large(), width=140, details=True)
    assert "keda.sh 14, monitoring.coreos.com 13, karpenter.sh 13" in line_with(text, "CustomResourceDefinition x40")


def test_workloads_show_replicas_image_and_accelerators() -> None:
    text = preview(large(), width=200)
    line = line_with(text, "Deployment code")
    assert "replicas 2" in line
    assert "vllm/vllm-openai:v0.27.1@sha256:abababababab…" in line
    assert "nvidia.com/gpu 4" in line


def test_node_pools_show_what_karpenter_may_buy() -> None:
    line = line_with(preview(large(), width=200), "NodePool serve-l40s")
    assert "instance-type in g6e.12xlarge; capacity-type in spot, on-demand" in line
    assert "limits nvidia.com/gpu 32" in line


def test_namespace_is_said_once_where_it_holds_for_all_below() -> None:
    text = preview(large(), width=200)
    assert "in namespace serving" in line_with(text, "InferenceService prod-chat")
    assert "serving" not in line_with(text, "Deployment chat")


def test_unknown_property_names_the_resource_it_comes_from() -> None:
    sketch = Sketch()
    key = sketch.add("aws:kms/key:Key", "prod-key")
    sketch.add(
        "aws:cloudwatch/logGroup:LogGroup", "audit", {"kmsKeyId": UNKNOWN}, property_dependencies={"kmsKeyId": (key,)}
    )
    text = preview(sketch.plan(), width=120)
    assert "key ← prod-key" in line_with(text, "cloudwatch:LogGroup")
    assert line_with(text, "← unknown", "1 value in 1 resource:")


def test_totals_count_by_owner_and_by_kind_and_leave_providers_out() -> None:
    text = preview(small(), width=120)
    assert "10 to create · 8 AWS resources · 2 components" in text
    assert "ec2:Subnet 4, ec2:RouteTable 1" in text
    assert line_with(text, "protected", "2; ")


def test_empty_plan_says_so() -> None:
    text = preview(Sketch("none").plan(), width=80)
    assert "0 to create" in text


def test_fidelity_of_a_plan_from_a_state_is_not_called_recorded() -> None:
    plan = small()
    text = preview(
        Plan(project=plan.project, stack=plan.stack, fidelity=Fidelity.EXPORTED, resources=plan.resources), width=100
    )
    assert "Recorded" not in text
    assert "Exported" in text


@pytest.mark.parametrize("width", [60, 80, 100, 140])
@pytest.mark.parametrize("details", [False, True])
def test_no_line_is_wider_than_the_terminal(width: int, details: bool) -> None:
    text = preview(large(), width=width, details=details, facts={"support": "word " * 60})
    assert max(map(len, text.splitlines())) <= width


def test_colors_change_nothing_but_the_emphasis() -> None:
    plain, colored = preview(large(), width=100), preview(large(), width=100, color=True)
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain
    assert "\x1b" not in plain


def test_control_characters_in_values_do_not_reach_the_terminal() -> None:
    sketch = Sketch()
    sketch.add("aws:iam/role:Role", "prod\x1b[2Jrole", {"description": "a\x1b]0;title\x07b\r\nc\u202e"})
    text = preview(sketch.plan(note="x\x1b[31m"), width=100)
    assert not set(text) & {"\x1b", "\x07", "\r", "\u202e"}


def test_secrets_appear_nowhere() -> None:
    fakes = ["".join(secrets.choice(string.ascii_letters) for _ in range(20)) for _ in range(5)]
    sketch = Sketch()
    sketch.add("aws:secretsmanager/secretVersion:SecretVersion", "token", {"secretString": fakes[0]})
    sketch.add("aws:iam/role:Role", "role", {"description": Secret(fakes[1]), "tags": {"note": fakes[0]}})
    sketch.add("other:index:Thing", "thing", {"connection": f"redis://u:{fakes[2]}@host", "apiKey": fakes[3]})
    sketch.kube("kubernetes:apps/v1:Deployment", "chat", {**pod("image", cpu=1)}, STACK)
    plan = sketch.plan(kubeconfig=Secret(fakes[4]), settings={"password": fakes[3]}, url=f"https://a:{fakes[2]}@b")
    for details in (False, True):
        text = preview(plan, width=140, details=details)
        assert [fake for fake in fakes if fake in text] == []
        assert line_with(text, "kubeconfig", "[secret]")


def test_resources_of_a_component_come_before_its_parts() -> None:
    sketch = Sketch()
    network = sketch.add("evenkeel:index:Network", "net")
    sketch.add("evenkeel:index:FlowLog", "net-flow", parent=network)
    sketch.add("aws:ec2/vpc:Vpc", "net-vpc", {"cidrBlock": "10.0.0.0/16"}, parent=network)
    lines = preview(sketch.plan(), width=100).splitlines()
    start = lines.index("Network net")
    assert [line.split()[1] for line in lines[start + 1 : start + 3]] == ["ec2:Vpc", "FlowLog"]


def test_small_parts_that_belong_together_take_one_line() -> None:
    text = preview(large(), width=140)
    assert "+ iam:Role, iam:RolePolicy" in line_with(text, "PodIdentityRole identity")
    assert "iam:Role prod-chat-identity-role" in preview(large(), width=140, details=True)


def test_many_sources_of_an_unknown_are_listed_behind_one_arrow() -> None:
    sketch = Sketch()
    for name in ("a", "b", "c"):
        sketch.add(
            "aws:ec2/natGateway:NatGateway",
            f"nat-{name}",
            {"subnetId": UNKNOWN},
            property_dependencies={"subnetId": (f"urn:pulumi:prod::evenkeel::aws:ec2/subnet:Subnet::subnet-{name}",)},
        )
    assert "subnet ← subnet-a, subnet-b, subnet-c" in line_with(preview(sketch.plan(), width=140), "NatGateway x3")
