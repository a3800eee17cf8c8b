"""Dated facts, each with its source: instance types, accelerators, models, regions, versions, quotas, prices."""

from evenkeel.catalogue.accelerators import Accelerator, accelerator, accelerators
from evenkeel.catalogue.instance_types import InstanceAccelerators, InstanceType, Price, instance_type, instance_types
from evenkeel.catalogue.models import CatalogueModel, model, models
from evenkeel.catalogue.prices import HourlyPrice, on_demand_price
from evenkeel.catalogue.provenance import Provenance
from evenkeel.catalogue.quotas import Quota, quotas
from evenkeel.catalogue.regions import is_offered, offerings_provenance, regions_offering, zones_by_region

__all__ = [
    "Accelerator",
    "CatalogueModel",
    "HourlyPrice",
    "InstanceAccelerators",
    "InstanceType",
    "Price",
    "Provenance",
    "Quota",
    "accelerator",
    "accelerators",
    "instance_type",
    "instance_types",
    "is_offered",
    "model",
    "models",
    "offerings_provenance",
    "on_demand_price",
    "quotas",
    "regions_offering",
    "zones_by_region",
]
