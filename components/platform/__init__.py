"""The platform: what a stack file describes, put together from the components."""

from components.platform.deployment import deploy

__all__ = ["deploy"]
