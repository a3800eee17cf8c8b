"""What a stack is made of, at a glance: a picture, and the same in sentences."""

from evenkeel.report.architecture.picture import (
    architecture_colours,
    architecture_document,
    architecture_svg,
    architecture_text,
)

__all__ = ["architecture_colours", "architecture_document", "architecture_svg", "architecture_text"]
