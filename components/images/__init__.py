"""Container images: where they come from."""

from components.images.location import ImageLocation

__all__ = ["ImageLocation"]
