"""What every network gives, whether it is new or existing."""

import pulumi


class NetworkOutputs:
    """The outputs of `Network` and `ExistingNetwork`; lists are in the order of the zones."""

    vpc_id: pulumi.Output[str]
    cidr: str
    zones: list[str]
    public_subnet_ids: list[pulumi.Output[str]]
    private_subnet_ids: list[pulumi.Output[str]]
    isolated_subnet_ids: list[pulumi.Output[str]]
    private_subnet_ids_by_zone: dict[str, pulumi.Output[str]]
    private_route_table_ids: list[pulumi.Output[str]]
    endpoint_security_group_id: pulumi.Output[str] | None
    efa_security_group_id: pulumi.Output[str] | None
    placement_group_names: list[pulumi.Output[str]]

    def outputs(self) -> dict[str, object]:
        """Return the outputs by name, as `register_outputs` takes them."""
        return {
            "vpc_id": self.vpc_id,
            "cidr": self.cidr,
            "zones": self.zones,
            "public_subnet_ids": self.public_subnet_ids,
            "private_subnet_ids": self.private_subnet_ids,
            "isolated_subnet_ids": self.isolated_subnet_ids,
            "private_subnet_ids_by_zone": self.private_subnet_ids_by_zone,
            "private_route_table_ids": self.private_route_table_ids,
            "endpoint_security_group_id": self.endpoint_security_group_id,
            "efa_security_group_id": self.efa_security_group_id,
            "placement_group_names": self.placement_group_names,
        }
