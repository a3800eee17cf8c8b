"""The program: what the stack file describes, registered."""

import gc

# The SDK keeps nearly everything that it makes, so collecting garbage only costs: about a third of a preview's time.
gc.disable()

import pulumi  # noqa: E402

from components.platform import deploy  # noqa: E402
from evenkeel.sizing import load_platform  # noqa: E402
from evenkeel.spec import SpecError  # noqa: E402

try:
    platform = load_platform(pulumi.Config("evenkeel").require_object("platform"))
except SpecError as error:
    raise pulumi.RunError(str(error)) from None
deploy(platform)
