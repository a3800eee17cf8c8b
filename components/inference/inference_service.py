"""One model, served: the inference chart with an identity of its own."""

import math
from pathlib import Path

import pulumi

from components.helm import RenderedChart, RenderedChartArgs, default_values
from components.iam import PodIdentityRole, PodIdentityRoleArgs
from components.inference.args import InferenceServiceArgs, ModelReader
from components.inference.values import chart_values
from components.model_import import read_model

CHART = Path(__file__).parents[2] / "charts" / "inference"
API_PORT = 8000
_SPARE_MINUTES = 5


class InferenceService(pulumi.ComponentResource):
    """A serving entry: vLLM behind a Service, and on AWS a role that reads its own model's prefix and nothing else.

    Give `depends_on=[ModelImport]`, so that its pods find their model. Pulumi waits for the pods as long as a node, a
    cold start and the drain of the pods before them take; an entry that may stand at zero replicas is not waited for.
    """

    service: pulumi.Output[str]
    url: pulumi.Output[str]

    def __init__(self, name: str, args: InferenceServiceArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:InferenceService", name, None, opts)
        _refuse_unclear_source(args)
        needs = self._identity(name, args, args.reader) if args.reader else []
        chart = RenderedChart(
            f"{name}-chart",
            RenderedChartArgs(
                chart=str(CHART),
                release=args.service,
                namespace=args.namespace,
                values=chart_values(args, default_values(str(CHART))),
                wait=args.scaling.minimum > 0,
                timeout_minutes=timeout_minutes(args),
            ),
            pulumi.ResourceOptions(parent=self, depends_on=needs),
        )
        self.objects: list[pulumi.CustomResource] = chart.objects
        self.service = pulumi.Output.from_input(args.service)
        self.url = pulumi.Output.from_input(f"http://{args.service}.{args.namespace}.svc:{API_PORT}/v1")
        self.register_outputs({"service": self.service, "url": self.url})

    def _identity(self, name: str, args: InferenceServiceArgs, reader: ModelReader) -> list[pulumi.Resource]:
        if args.bucket_model is None:
            raise pulumi.RunError(f"{args.service}: reader is given, but the model comes from a hub; leave it out")
        role = PodIdentityRole(
            f"{name}-identity",
            PodIdentityRoleArgs(
                account_id=reader.account_id,
                cluster_name=reader.cluster_name,
                namespace=args.namespace,
                service_account=args.service,
                statements=read_model(reader.bucket, args.bucket_model.prefix),
                tags=reader.tags,
            ),
            pulumi.ResourceOptions(parent=self),
        )
        return [role]


def timeout_minutes(args: InferenceServiceArgs) -> int:
    """Return how long Pulumi waits: for a node, a cold start, the drain of what is replaced, and some minutes."""
    timing = args.timing
    seconds = timing.provisioning_seconds + timing.startup_seconds + timing.longest_stream_seconds
    return math.ceil(seconds / 60) + _SPARE_MINUTES


def _refuse_unclear_source(args: InferenceServiceArgs) -> None:
    if (args.bucket_model is None) == (args.hub_model is None):
        raise pulumi.RunError(f"{args.service}: give exactly one of bucket_model and hub_model")
