"""What is wrong with a chart or with its values, told without a traceback."""

from __future__ import annotations

import pulumi


class ChartError(pulumi.RunError):
    """A chart cannot become resources; the message names the field, the value and the fix."""
