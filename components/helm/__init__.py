"""Helm charts as resources: each rendered object is one, with late values put back where they belong."""

from components.helm.errors import ChartError
from components.helm.namespace import Namespace, NamespaceArgs
from components.helm.render import default_values, render
from components.helm.rendered_chart import RenderedChart, RenderedChartArgs, resource_type

__all__ = [
    "ChartError",
    "Namespace",
    "NamespaceArgs",
    "RenderedChart",
    "RenderedChartArgs",
    "default_values",
    "render",
    "resource_type",
]
