"""CustomResourceDefinitions, owned once and apart from the charts that use them."""

from components.custom_resource_definitions.definitions import (
    CustomResourceDefinitions,
    CustomResourceDefinitionsArgs,
)
from components.custom_resource_definitions.vendored import Definition, definitions, versions

__all__ = ["CustomResourceDefinitions", "CustomResourceDefinitionsArgs", "Definition", "definitions", "versions"]
