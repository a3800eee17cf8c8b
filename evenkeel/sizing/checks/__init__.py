"""The checks of what a stack file wants against what can be had, one file a concern."""

from evenkeel.sizing.checks.add_ons import check_add_ons
from evenkeel.sizing.checks.addresses import check_addresses
from evenkeel.sizing.checks.capacity import check_capacity
from evenkeel.sizing.checks.duplicates import check_duplicates
from evenkeel.sizing.checks.fabric import check_fabric
from evenkeel.sizing.checks.found import Check
from evenkeel.sizing.checks.instance_types import check_instance_types
from evenkeel.sizing.checks.labels import check_labels
from evenkeel.sizing.checks.layers import check_layers
from evenkeel.sizing.checks.load_balancer import check_load_balancer
from evenkeel.sizing.checks.model_memory import check_model_memory
from evenkeel.sizing.checks.models import check_models
from evenkeel.sizing.checks.names import check_names
from evenkeel.sizing.checks.parallelism import check_parallelism
from evenkeel.sizing.checks.placement import check_placement
from evenkeel.sizing.checks.pools import check_pools
from evenkeel.sizing.checks.reserved_names import check_reserved_names
from evenkeel.sizing.checks.secrets import check_secrets
from evenkeel.sizing.checks.versions import check_versions
from evenkeel.sizing.checks.zones import check_zones

CHECKS: tuple[Check, ...] = (
    check_layers,
    check_zones,
    check_addresses,
    check_versions,
    check_duplicates,
    check_names,
    check_reserved_names,
    check_labels,
    check_instance_types,
    check_capacity,
    check_fabric,
    check_models,
    check_placement,
    check_parallelism,
    check_model_memory,
    check_pools,
    check_add_ons,
    check_load_balancer,
    check_secrets,
)

__all__ = ["CHECKS", "Check"]
