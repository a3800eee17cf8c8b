"""A stand-in for the AWS and Kubernetes providers: it creates nothing, and remembers everything."""

from tests.engine.stand_in.cloud import Cloud, Fault, Mode, Thing
from tests.engine.stand_in.server import StandIn, serve

__all__ = ["Cloud", "Fault", "Mode", "StandIn", "Thing", "serve"]
