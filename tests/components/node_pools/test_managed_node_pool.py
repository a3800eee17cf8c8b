"""What EKS is told of a pool that it keeps."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from components.node_pools import CustomImageArgs, ManagedNodePool, NodePoolError, ReservationArgs, TaintArgs
from evenkeel.model import UNKNOWN
from tests.components.conftest import Record
from tests.components.node_pools.pools import BLOCK, managed

GROUP = "aws:eks/nodeGroup:NodeGroup"
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"


def inputs(record: Record, args: Any) -> tuple[Any, Any]:
    recording = record(lambda: ManagedNodePool("pool", args))
    return recording.inputs(GROUP), recording.inputs(TEMPLATE)


def node_config(template: Any) -> Any:
    text = base64.b64decode(template["userData"]).decode()
    assert text.startswith('MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="')
    assert "Content-Type: application/node.eks.aws" in text
    return json.loads(text[text.index("{") : text.rindex("}") + 1])


def test_fpga_pool_is_a_tainted_group_of_standard_nodes(record: Record) -> None:
    group, template = inputs(record, managed("f2.6xlarge"))
    assert group["amiType"] == "AL2023_x86_64_STANDARD"
    assert {"key": "evenkeel.dev/fpga", "value": "present", "effect": "NO_SCHEDULE"} in group["taints"]
    assert group["labels"]["evenkeel.dev/accelerator"] == "fpga"
    assert group["instanceTypes"] == ["f2.6xlarge"]
    assert node_config(template)["spec"] == {"instance": {"localStorage": {"strategy": "RAID0"}}}


@pytest.mark.parametrize(
    ("instance_type", "image_type"),
    [
        ("p5.48xlarge", "AL2023_x86_64_NVIDIA"),
        ("trn1.32xlarge", "AL2023_x86_64_NEURON"),
        ("m7i.large", "AL2023_x86_64_STANDARD"),
        ("m7g.large", "AL2023_ARM_64_STANDARD"),
    ],
)
def test_image_follows_the_accelerator(record: Record, instance_type: str, image_type: str) -> None:
    group, _ = inputs(record, managed(instance_type))
    assert group["amiType"] == image_type
    assert group["releaseVersion"] == "1.36.0-20260911"


def test_nodes_have_session_metadata_encrypted_volumes_and_no_public_address(record: Record) -> None:
    _, template = inputs(record, managed("m7i.large"))
    assert template["metadataOptions"]["httpTokens"] == "required"
    assert template["metadataOptions"]["httpPutResponseHopLimit"] == 1
    (volume,) = template["blockDeviceMappings"]
    assert volume["ebs"]["encrypted"] == "true"
    assert volume["ebs"]["kmsKeyId"].startswith("arn:aws:kms:")
    (interface,) = template["networkInterfaces"]
    assert interface["associatePublicIpAddress"] == "false"
    assert interface["securityGroups"] == ["sg-0123456789abcdef0"]
    assert {each["resourceType"] for each in template["tagSpecifications"]} == {
        "instance",
        "volume",
        "network-interface",
    }


def test_nodes_without_local_disks_need_no_user_data(record: Record) -> None:
    _, template = inputs(record, managed("m7i.large"))
    assert "userData" not in template


def test_efa_pool_has_an_interface_per_card_in_its_placement_group(record: Record) -> None:
    _, template = inputs(record, managed("p5.48xlarge", efa=True, placement_group_name="evenkeel-train"))
    primary, *fabric = template["networkInterfaces"]
    assert (primary["interfaceType"], primary["deviceIndex"]) == ("interface", 0)
    assert len(fabric) == 32
    assert {each["interfaceType"] for each in fabric} == {"efa-only"}
    assert all(each["securityGroups"] == ["sg-0123456789abcdef0"] for each in fabric)
    assert template["placement"] == {"groupName": "evenkeel-train"}


def test_capacity_block_is_its_own_market_with_its_type_in_the_template(record: Record) -> None:
    group, template = inputs(record, managed("p5.48xlarge", efa=True, capacity_type="reserved", reservation=BLOCK))
    assert group["capacityType"] == "CAPACITY_BLOCK"
    assert "instanceTypes" not in group
    assert template["instanceType"] == "p5.48xlarge"
    assert template["instanceMarketOptions"] == {"marketType": "capacity-block"}
    target = template["capacityReservationSpecification"]["capacityReservationTarget"]
    assert target == {"capacityReservationId": "cr-0123456789abcdef0"}
    assert "placement" not in template


def test_reservation_on_demand_is_bought_on_demand_in_its_own_group(record: Record) -> None:
    reservation = ReservationArgs(kind="on-demand", ids=["cr-1"], tags={}, placement_group_name="made-with-it")
    group, template = inputs(record, managed("p5.48xlarge", capacity_type="reserved", reservation=reservation))
    assert group["capacityType"] == "ON_DEMAND"
    assert "instanceMarketOptions" not in template
    assert template["placement"] == {"groupName": "made-with-it"}


def test_update_takes_old_accelerator_nodes_away_first(record: Record) -> None:
    group, _ = inputs(record, managed("p5.48xlarge"))
    assert group["updateConfig"] == {"maxUnavailable": 1, "updateStrategy": "MINIMAL"}
    group, _ = inputs(record, managed("m7i.large"))
    assert group["updateConfig"] == {"maxUnavailable": 1, "updateStrategy": "DEFAULT"}


def test_own_image_is_told_how_to_join_the_cluster(record: Record) -> None:
    image = CustomImageArgs(
        image_id="ami-0123456789abcdef0",
        endpoint="https://example.com",
        certificate_authority="Y2E=",
        service_cidr="172.20.0.0/16",
    )
    group, template = inputs(record, managed("f2.6xlarge", image=image))
    assert group["amiType"] == "CUSTOM"
    assert "releaseVersion" not in group
    assert "version" not in group
    assert template["imageId"] == "ami-0123456789abcdef0"
    spec = node_config(template)["spec"]
    assert spec["cluster"] == {
        "name": "main",
        "apiServerEndpoint": "https://example.com",
        "certificateAuthority": "Y2E=",
        "cidr": "172.20.0.0/16",
    }
    assert spec["instance"]["localStorage"]["strategy"] == "RAID0"


def test_group_follows_the_newest_version_of_its_template(record: Record) -> None:
    group, _ = inputs(record, managed("m7i.large"))
    assert group["launchTemplate"]["version"] is UNKNOWN


def test_size_that_an_autoscaler_changed_is_left_alone(record: Record) -> None:
    recording = record(lambda: ManagedNodePool("pool", managed("m7i.large")))
    (group,) = recording.of_type(GROUP)
    assert group.ignore_changes == ("scalingConfig.desiredSize",)


@pytest.mark.parametrize(
    ("args", "field", "fix"),
    [
        (managed("p5.48xlarge", efa=True, subnet_ids=["a", "b"]), "subnet_ids is 2", "exactly one"),
        (managed("p5.48xlarge", desired=3), "desired is 3", "maximum 2"),
        (managed("p5.48xlarge", capacity_type="spot", reservation=BLOCK), "['spot']", "add reserved"),
        (
            managed(
                "p5.48xlarge",
                capacity_type="reserved",
                reservation=ReservationArgs(kind="on-demand", ids=["a", "b"], tags={}, placement_group_name=None),
            ),
            "reservation.ids is ['a', 'b']",
            "exactly one",
        ),
        (
            managed("p5.48xlarge", taints=[TaintArgs(key="a", value="b", effect="Never")]),
            "taints a effect is 'Never'",
            "NoSchedule",
        ),
    ],
)
def test_impossible_group_is_refused_with_field_value_and_fix(args: Any, field: str, fix: str) -> None:
    with pytest.raises(NodePoolError) as refusal:
        ManagedNodePool("pool", args)
    assert field in str(refusal.value)
    assert fix in str(refusal.value)
