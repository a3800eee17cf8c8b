"""A network keeps nodes private, reaches AWS privately, and gives the same outputs new or existing."""

import json
from dataclasses import replace
from typing import Any

import pytest

from components.network import (
    PRIVATE_CLUSTER_ENDPOINTS,
    ExistingNetwork,
    ExistingNetworkArgs,
    Nat,
    Network,
    NetworkArgs,
    NetworkOutputs,
)
from tests.components.conftest import Record, Recording

ZONES = ["us-east-1a", "us-east-1b", "us-east-1c"]
ACCOUNT = "123456789012"
ARGS = NetworkArgs(
    account_id=ACCOUNT,
    region="us-east-1",
    cidr="10.20.0.0/16",
    zones=ZONES,
    nat=Nat.PER_ZONE,
    interface_endpoints=list(PRIVATE_CLUSTER_ENDPOINTS),
    shared_bucket_names=[],
    flow_log_retention_days=365,
    log_key_arn="arn:aws:kms:us-east-1:123456789012:key/logs",
    cluster_name="main",
    efa=True,
    placement_group_names=["main-train"],
    protect=True,
    tags={"environment": "test"},
)
EXISTING = ExistingNetworkArgs(
    account_id=ACCOUNT,
    region="us-east-1",
    vpc_id="vpc-1",
    cidr="10.20.0.0/16",
    zones=ZONES[:2],
    public_subnet_ids=[],
    private_subnet_ids=["subnet-a", "subnet-b"],
    isolated_subnet_ids=["subnet-c", "subnet-d"],
    private_route_table_ids=[],
    interface_endpoints=[],
    shared_bucket_names=[],
    efa=False,
    placement_group_names=[],
    tags={},
)
SUBNET = "aws:ec2/subnet:Subnet"
ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"


def _new(record: Record, **changes: Any) -> Recording:
    return record(lambda: Network("net", replace(ARGS, **changes)))


def _endpoint_policy(recording: Recording, name: str) -> list[dict[str, Any]]:
    return json.loads(recording.inputs(ENDPOINT, name)["policy"])["Statement"]


def test_each_zone_has_a_public_a_private_and_an_isolated_subnet(record: Record) -> None:
    recording = _new(record)
    placed = {(subnet.name.split("-")[1], subnet.inputs["availabilityZone"]) for subnet in recording.of_type(SUBNET)}
    assert placed == {(kind, zone) for kind in ("public", "private", "isolated") for zone in ZONES}


def test_no_subnet_gives_public_addresses(record: Record) -> None:
    assert [subnet.inputs["mapPublicIpOnLaunch"] for subnet in _new(record).of_type(SUBNET)] == [False] * 9


def test_karpenter_finds_private_subnets_and_nothing_else(record: Record) -> None:
    tagged = [
        resource.name
        for resource in _new(record).plan.resources
        if "karpenter.sh/discovery" in str(resource.inputs.get("tags"))
    ]
    assert tagged == [f"net-private-{zone}" for zone in ZONES]


def test_load_balancers_find_their_subnets_by_role(record: Record) -> None:
    recording = _new(record)
    public = recording.inputs(SUBNET, "net-public-us-east-1a")["tags"]
    private = recording.inputs(SUBNET, "net-private-us-east-1a")["tags"]
    assert public["kubernetes.io/role/elb"] == "1"
    assert private["kubernetes.io/role/internal-elb"] == "1"
    assert private["environment"] == "test"


@pytest.mark.parametrize(
    ("nat", "gateway_of_zone"),
    [(Nat.PER_ZONE, ZONES), (Nat.SINGLE, ["us-east-1a"] * 3)],
)
def test_every_zone_goes_out_through_its_nat_gateway(record: Record, nat: Nat, gateway_of_zone: list[str]) -> None:
    recording = _new(record, nat=nat)
    assert len(recording.of_type("aws:ec2/natGateway:NatGateway")) == len(set(gateway_of_zone))
    assert len(recording.of_type("aws:ec2/eip:Eip")) == len(set(gateway_of_zone))
    routes = {r.name: r.dependencies for r in recording.of_type("aws:ec2/route:Route") if "natGatewayId" in r.inputs}
    assert list(routes) == [f"net-private-{zone}-nat" for zone in ZONES]
    for zone, gateway in zip(ZONES, gateway_of_zone, strict=True):
        assert any(urn.endswith(f"::net-nat-{gateway}") for urn in routes[f"net-private-{zone}-nat"])


def test_isolated_subnets_have_no_route_out_and_see_the_vpc_only(record: Record) -> None:
    recording = _new(record)
    assert not [route.name for route in recording.of_type("aws:ec2/route:Route") if "isolated" in route.name]
    acl = recording.inputs("aws:ec2/networkAcl:NetworkAcl")
    assert [rule["cidrBlock"] for rule in (*acl["ingress"], *acl["egress"])] == ["10.20.0.0/16"] * 2
    assert len(acl["subnetIds"]) == 3


def test_default_security_group_is_closed(record: Record) -> None:
    group = _new(record).inputs("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")
    assert (group["ingress"], group["egress"]) == ([], [])


def test_all_traffic_is_logged_to_an_encrypted_log_group_with_retention(record: Record) -> None:
    recording = _new(record)
    assert recording.inputs("aws:ec2/flowLog:FlowLog")["trafficType"] == "ALL"
    group = recording.inputs("aws:cloudwatch/logGroup:LogGroup")
    assert (group["retentionInDays"], group["kmsKeyId"]) == (365, ARGS.log_key_arn)
    assert recording.of_type("aws:cloudwatch/logGroup:LogGroup")[0].protect


def test_flow_log_role_writes_to_its_log_group_only(record: Record) -> None:
    recording = _new(record)
    trust = recording.inputs("aws:iam/role:Role")["assumeRolePolicy"]["Statement"][0]
    assert trust["Principal"] == {"Service": ["vpc-flow-logs.amazonaws.com"]}
    assert trust["Condition"]["StringEquals"] == {"aws:SourceAccount": ACCOUNT}
    statement = recording.inputs("aws:iam/rolePolicy:RolePolicy")["policy"]["Statement"][0]
    assert statement["Resource"] != ["*"]


def test_private_cluster_gets_an_endpoint_for_each_service_with_private_names(record: Record) -> None:
    recording = _new(record)
    interface = [e.inputs for e in recording.of_type(ENDPOINT) if e.inputs["vpcEndpointType"] == "Interface"]
    services = {str(inputs["serviceName"]) for inputs in interface}
    assert {f"com.amazonaws.us-east-1.{name}" for name in ("ecr.api", "ecr.dkr", "sts", "eks-auth", "sqs")} <= services
    assert len(interface) == len(PRIVATE_CLUSTER_ENDPOINTS)
    assert all(inputs["privateDnsEnabled"] is True for inputs in interface)


def test_interface_endpoints_let_own_principals_through_only(record: Record) -> None:
    statements = _endpoint_policy(_new(record), "net-endpoints-ecr-api")
    assert [statement["Condition"] for statement in statements] == [{"StringEquals": {"aws:PrincipalAccount": ACCOUNT}}]


def test_endpoint_group_takes_https_from_the_vpc_only(record: Record) -> None:
    rule = _new(record).inputs("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "net-endpoints-https")
    assert (rule["cidrIpv4"], rule["fromPort"], rule["toPort"]) == ("10.20.0.0/16", 443, 443)


def test_s3_endpoint_serves_every_private_route_table(record: Record) -> None:
    endpoint = _new(record).inputs(ENDPOINT, "net-endpoints-s3")
    assert endpoint["vpcEndpointType"] == "Gateway"
    assert len(endpoint["routeTableIds"]) == 3


def test_s3_endpoint_lets_own_data_and_image_layers_through_only(record: Record) -> None:
    own, images = _endpoint_policy(_new(record), "net-endpoints-s3")
    assert own["Condition"]["StringEquals"] == {"aws:PrincipalAccount": ACCOUNT, "aws:ResourceAccount": ACCOUNT}
    assert images["Action"] == ["s3:GetObject"]
    assert "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*" in images["Resource"]
    assert "arn:aws:s3:::prod-registry-k8s-io-us-east-1/*" in images["Resource"]
    assert "*" not in images["Resource"]


def test_shared_buckets_can_be_read_but_not_written(record: Record) -> None:
    shared = _endpoint_policy(_new(record, shared_bucket_names=["partner-models"]), "net-endpoints-s3")[-1]
    assert shared["Resource"] == ["arn:aws:s3:::partner-models", "arn:aws:s3:::partner-models/*"]
    assert not [action for action in shared["Action"] if "Put" in action or "Delete" in action or action == "s3:*"]


def test_efa_group_is_open_to_itself_in_both_directions_and_to_nothing_else(record: Record) -> None:
    recording = _new(record)
    for token in (
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    ):
        rules = [rule for rule in recording.of_type(token) if rule.name.startswith("net-efa")]
        assert [rule.inputs["ipProtocol"] for rule in rules] == ["-1"]
        assert "referencedSecurityGroupId" in rules[0].inputs
        assert not {"cidrIpv4", "cidrIpv6", "prefixListId"} & rules[0].inputs.keys()


def test_placement_groups_have_the_names_that_node_classes_use(record: Record) -> None:
    group = _new(record).inputs("aws:ec2/placementGroup:PlacementGroup")
    assert (group["name"], group["strategy"]) == ("main-train", "cluster")


def test_every_security_group_rule_says_what_it_is_for(record: Record) -> None:
    rules = [r for r in _new(record).plan.resources if r.type.startswith("aws:vpc/securityGroup")]
    assert rules
    assert all(rule.inputs.get("description") for rule in rules)


def test_what_others_depend_on_is_protected_as_decided(record: Record) -> None:
    kept = {"aws:ec2/vpc:Vpc", SUBNET, "aws:ec2/eip:Eip"}
    assert all(r.protect for r in _new(record).plan.resources if r.type in kept)
    assert not any(r.protect for r in _new(record, protect=False).plan.resources)


def test_existing_network_makes_nothing_and_keeps_the_ids(record: Record) -> None:
    made: list[NetworkOutputs] = []
    recording = record(lambda: made.append(ExistingNetwork("net", EXISTING)))
    assert [resource.type for resource in recording.plan.resources] == ["evenkeel:index:ExistingNetwork"]
    assert list(made[0].private_subnet_ids_by_zone) == ZONES[:2]


def test_existing_network_can_get_endpoints_and_groups(record: Record) -> None:
    args = replace(
        EXISTING,
        private_route_table_ids=["rtb-1"],
        interface_endpoints=["sts"],
        efa=True,
        placement_group_names=["main-train"],
    )
    recording = record(lambda: ExistingNetwork("net", args))
    assert recording.names(ENDPOINT) == ["net-endpoints-s3", "net-endpoints-sts"]
    assert recording.inputs(ENDPOINT, "net-endpoints-sts")["subnetIds"] == ["subnet-a", "subnet-b"]
    assert recording.names("aws:ec2/placementGroup:PlacementGroup") == ["net-placement-main-train"]


def test_existing_network_with_a_subnet_too_few_is_refused(record: Record) -> None:
    with pytest.raises(ValueError, match="private_subnet_ids: 1 subnets for 2 zones"):
        record(lambda: ExistingNetwork("net", replace(EXISTING, private_subnet_ids=["subnet-a"])))


def test_new_and_existing_networks_have_the_same_outputs(record: Record) -> None:
    made: list[NetworkOutputs] = []
    record(lambda: made.extend([Network("net", ARGS), ExistingNetwork("old", EXISTING)]))
    assert made[0].outputs().keys() == made[1].outputs().keys()
