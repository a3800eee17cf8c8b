"""Dated facts, each with its source: instance types, accelerators, models, regions, versions, quotas, prices."""

from evenkeel.catalogue.accelerators import Accelerator, accelerator, accelerators
from evenkeel.catalogue.electricity import (
    GridIntensity,
    PartPower,
    PowerUsageEffectiveness,
    grid_intensities,
    grid_sources,
    part_powers,
    power_usage_effectiveness,
)
from evenkeel.catalogue.embodied import EmbodiedCarbon, embodied_carbon
from evenkeel.catalogue.instance_types import InstanceAccelerators, InstanceType, Price, instance_type, instance_types
from evenkeel.catalogue.models import CatalogueModel, model, models
from evenkeel.catalogue.prices import HourlyPrice, capacity_block_price, on_demand_price
from evenkeel.catalogue.provenance import Provenance
from evenkeel.catalogue.quotas import Quota, quotas
from evenkeel.catalogue.regions import is_offered, offerings_provenance, regions_offering, zones_by_region
from evenkeel.catalogue.service_prices import ServicePrice, service_price, service_prices
from evenkeel.catalogue.throughput import ServingThroughput, serving_throughputs

__all__ = [
    "Accelerator",
    "CatalogueModel",
    "EmbodiedCarbon",
    "GridIntensity",
    "HourlyPrice",
    "InstanceAccelerators",
    "InstanceType",
    "PartPower",
    "PowerUsageEffectiveness",
    "Price",
    "Provenance",
    "Quota",
    "ServicePrice",
    "ServingThroughput",
    "accelerator",
    "accelerators",
    "capacity_block_price",
    "embodied_carbon",
    "grid_intensities",
    "grid_sources",
    "instance_type",
    "instance_types",
    "is_offered",
    "model",
    "models",
    "offerings_provenance",
    "on_demand_price",
    "part_powers",
    "power_usage_effectiveness",
    "quotas",
    "regions_offering",
    "service_price",
    "service_prices",
    "serving_throughputs",
    "zones_by_region",
]
