"""A child's name starts with its parent's, so that a renamed component takes its children along."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from components.cache import Cache
from components.load_balancer import ApplicationLoadBalancer, NetworkLoadBalancer, TargetGroupBinding, WebAcl
from components.network import ExistingNetwork, Network
from components.storage import Storage
from tests.components.cache.test_cache import ARGS as CACHE
from tests.components.conftest import Record
from tests.components.load_balancer.test_binding import ARGS as BINDING
from tests.components.load_balancer.test_load_balancers import APPLICATION, NETWORK
from tests.components.load_balancer.test_web_acl import ARGS as FIREWALL
from tests.components.network.test_network import ARGS as VPC
from tests.components.network.test_network import EXISTING
from tests.components.storage.test_storage import ARGS as STORAGE
from tests.components.storage.test_storage import DATA

COPIED = replace(
    STORAGE, data={"models": replace(DATA, replicate=True, object_lock_days=30)}, replica_region="us-west-2"
)
PROGRAMS: dict[str, Callable[[], object]] = {
    "network": lambda: Network("net", VPC),
    "existing network": lambda: ExistingNetwork("net", replace(EXISTING, efa=True, interface_endpoints=["sts"])),
    "storage": lambda: Storage("data", COPIED),
    "cache": lambda: Cache("cache", replace(CACHE, iam_users=["gateway"], client_cidrs=["10.9.0.0/24"])),
    "application load balancer": lambda: ApplicationLoadBalancer("api", replace(APPLICATION, web_acl_arn="arn")),
    "network load balancer": lambda: NetworkLoadBalancer("api", NETWORK),
    "binding": lambda: TargetGroupBinding("api", BINDING),
    "firewall": lambda: WebAcl("firewall", FIREWALL),
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_children_are_named_after_their_parent(record: Record, program: str) -> None:
    resources = record(PROGRAMS[program]).plan.resources
    names = {resource.urn: resource.name for resource in resources}
    children = [resource for resource in resources if resource.parent in names]
    assert children
    strays = [child.name for child in children if not child.name.startswith(f"{names[str(child.parent)]}-")]
    assert not strays


@pytest.mark.parametrize("program", PROGRAMS)
def test_no_resource_is_registered_twice(record: Record, program: str) -> None:
    urns = [resource.urn for resource in record(PROGRAMS[program]).plan.resources]
    assert len(set(urns)) == len(urns)
