"""Where a subnet's default route leads."""

from __future__ import annotations

from evenkeel.model import Resource
from policies.aws.addresses import is_anywhere
from policies.aws.kinds import INTERNET_GATEWAY, NAT_GATEWAY, ROUTE, ROUTE_TABLE, ROUTE_TABLE_ASSOCIATION, SUBNET
from policies.plan_view import PlanView
from policies.properties import properties


def route_tables(view: PlanView, subnet: Resource) -> list[Resource]:
    """Return the route tables that a subnet is associated with."""
    associations = view.dependents(subnet, ROUTE_TABLE_ASSOCIATION, through="subnetId")
    return [table for each in associations for table in view.sources(each, "routeTableId", ROUTE_TABLE)]


def default_routes(view: PlanView, table: Resource) -> list[Resource]:
    """Return the routes of a table that lead to everywhere."""
    found: list[Resource] = []
    for route in view.dependents(table, ROUTE, through="routeTableId"):
        inputs = properties(route)
        ranges = (inputs["destinationCidrBlock"], inputs["destinationIpv6CidrBlock"])
        if any(each.known and each.given and is_anywhere(each.text()) for each in ranges):
            found.append(route)
    return found


def internet_route(view: PlanView, subnet: Resource) -> Resource | None:
    """Return the default route of a subnet that leads straight to the internet; None when none does."""
    for table in route_tables(view, subnet):
        for route in default_routes(view, table):
            if view.sources(route, "gatewayId", INTERNET_GATEWAY):
                return route
    return None


def gateways(view: PlanView, subnet: Resource) -> list[Resource]:
    """Return the NAT gateways that a subnet's default routes lead to."""
    return [
        gateway
        for table in route_tables(view, subnet)
        for route in default_routes(view, table)
        for gateway in view.sources(route, "natGatewayId", NAT_GATEWAY)
    ]


def zone_of(view: PlanView, gateway: Resource) -> str | None:
    """Return the zone of a NAT gateway's subnet; None when the plan does not hold it."""
    for subnet in view.sources(gateway, "subnetId", SUBNET):
        zone = properties(subnet)["availabilityZone"]
        if zone.known and zone.given:
            return zone.text()
    return None
