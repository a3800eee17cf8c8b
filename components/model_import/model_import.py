"""A Job that brings a model from its hub into the model bucket and verifies every file, once per commit."""

import re
from dataclasses import dataclass

import pulumi

from components.helm import resource_type
from components.iam import PodIdentityRole, PodIdentityRoleArgs
from components.model_import.job import AWAIT_MARGIN_MINUTES, JobArgs, documents
from components.model_import.model_bucket import ModelBucket, model_prefix, write_model

_COMMIT = re.compile(r"[0-9a-f]{40}")
_LONGEST_SLUG = 40


@dataclass(frozen=True, kw_only=True)
class TokenSecret:
    """The hub's access token in an existing Kubernetes Secret of the same namespace."""

    name: str
    key: str


@dataclass(frozen=True, kw_only=True)
class ModelImportArgs:
    """What a `ModelImport` needs.

    Attributes:
        account_id: AWS account of the cluster.
        cluster_name: EKS cluster that runs the Job.
        namespace: namespace of the Job; it must exist.
        hub_url: URL of a hub that speaks Hugging Face's protocol.
        model: `organisation/name` on the hub.
        revision: commit, 40 hexadecimal digits.
        token: access token for gated models; None for open ones.
        allowed_files: shell patterns of the files to bring, usually `ALLOWED_FILES`.
        ignored_files: shell patterns of files to leave out all the same, usually `IGNORED_FILES`.
        bucket: where the model goes, under `model_prefix(model, revision)`.
        image: image with Python 3.11 or later as `python3`; nothing else of it is used.
        workers: files at a time; each holds a part of 64 MiB in memory.
        deadline_minutes: the Job fails after that long; Pulumi waits a little longer for it.
        node_selector: labels of the (CPU) nodes that may run it.
        tolerations: taints that it tolerates.
        tags: tags of its role.
    """

    account_id: str
    cluster_name: pulumi.Input[str]
    namespace: str
    hub_url: str
    model: str
    revision: str
    token: TokenSecret | None
    allowed_files: list[str]
    ignored_files: list[str]
    bucket: ModelBucket
    image: str
    workers: int
    deadline_minutes: int
    node_selector: dict[str, str]
    tolerations: list[dict[str, str]]
    tags: dict[str, str]


class ModelImport(pulumi.ComponentResource):
    """A model in the bucket, verified.

    Pulumi waits until the Job has succeeded, so whatever depends on this component finds the model there. The Job has
    no time to live: a Job that is gone would be run again by the next `pulumi refresh` and `pulumi up`.
    """

    prefix: pulumi.Output[str]
    job_name: pulumi.Output[str]

    def __init__(self, name: str, args: ModelImportArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:ModelImport", name, None, opts)
        if not _COMMIT.fullmatch(args.revision):
            raise pulumi.RunError(
                f"revision: {args.revision!r} of {args.model} is no commit; give its 40 hexadecimal digits, since a "
                f"branch or tag may change"
            )
        prefix = model_prefix(args.model, args.revision)
        job = f"import-{_slug(args.model)}-{args.revision[:12]}"
        role = PodIdentityRole(
            f"{name}-identity",
            PodIdentityRoleArgs(
                account_id=args.account_id,
                cluster_name=args.cluster_name,
                namespace=args.namespace,
                service_account=job,
                statements=write_model(args.bucket, prefix),
                tags=args.tags,
            ),
            pulumi.ResourceOptions(parent=self),
        )
        made: list[pulumi.Resource] = []
        for document in documents(_job_args(job, prefix, args)):
            is_job = document["kind"] == "Job"
            timeout = f"{args.deadline_minutes + AWAIT_MARGIN_MINUTES}m"
            resource = pulumi.CustomResource(
                resource_type(document),
                f"{name}-{document['kind']}-{job}".lower(),
                document,
                pulumi.ResourceOptions(
                    parent=self,
                    depends_on=[role, *made] if is_job else None,
                    custom_timeouts=pulumi.CustomTimeouts(create=timeout, update=timeout) if is_job else None,
                ),
            )
            made.append(resource)
        self.prefix = pulumi.Output.from_input(prefix)
        self.job_name = pulumi.Output.from_input(job)
        self.register_outputs({"prefix": self.prefix, "job_name": self.job_name})


def _job_args(job: str, prefix: str, args: ModelImportArgs) -> JobArgs:
    return JobArgs(
        name=job,
        namespace=args.namespace,
        image=args.image,
        environment={
            "HUB_URL": args.hub_url,
            "MODEL": args.model,
            "MODEL_REVISION": args.revision,
            "MODEL_BUCKET": args.bucket.name,
            "MODEL_PREFIX": prefix,
            "AWS_REGION": args.bucket.region,
            "WORKERS": str(args.workers),
        },
        allowed_files=args.allowed_files,
        ignored_files=args.ignored_files,
        token_secret=(args.token.name, args.token.key) if args.token else None,
        workers=args.workers,
        deadline_seconds=args.deadline_minutes * 60,
        node_selector=args.node_selector,
        tolerations=args.tolerations,
    )


def _slug(model: str) -> str:
    """Return the model's own name as Kubernetes allows it in names."""
    return re.sub(r"[^a-z0-9]+", "-", model.rpartition("/")[2].lower()).strip("-")[:_LONGEST_SLUG].strip("-")
