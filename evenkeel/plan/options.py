"""The options of one registration, as they travel through inheritance and transforms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from pulumi.runtime.proto import alias_pb2, resource_pb2

from evenkeel.plan import durations


@dataclass(slots=True, kw_only=True)
class Options:
    """What a registration asks of the engine beside its properties; None where it leaves an option open."""

    provider: str
    providers: dict[str, str]
    protect: bool | None
    retain_on_delete: bool | None
    deleted_with: str
    delete_before_replace: bool | None
    depends_on: list[str]
    aliases: list[alias_pb2.Alias]
    ignore_changes: list[str]
    replace_on_changes: list[str]
    additional_secret_outputs: list[str]
    custom_timeouts: dict[str, float]
    version: str
    download_address: str
    import_id: str

    @classmethod
    def of_request(cls, request: resource_pb2.RegisterResourceRequest) -> Options:
        """Read the options of a registration."""
        defined = request.deleteBeforeReplaceDefined or request.deleteBeforeReplace
        return cls(
            provider=request.provider,
            providers=dict(request.providers),
            protect=request.protect if request.HasField("protect") else None,
            retain_on_delete=request.retainOnDelete if request.HasField("retainOnDelete") else None,
            deleted_with=request.deletedWith,
            delete_before_replace=request.deleteBeforeReplace if defined else None,
            depends_on=list(request.dependencies),
            aliases=[
                *(alias_pb2.Alias(urn=urn) for urn in request.aliasURNs),
                *cast("list[alias_pb2.Alias]", request.aliases),
            ],
            ignore_changes=list(request.ignoreChanges),
            replace_on_changes=list(request.replaceOnChanges),
            additional_secret_outputs=list(request.additionalSecretOutputs),
            custom_timeouts=_timeouts(request.customTimeouts),
            version=request.version,
            download_address=request.pluginDownloadURL,
            import_id=request.importId,
        )

    @classmethod
    def of_transform(cls, options: resource_pb2.TransformResourceOptions) -> Options:
        """Read the options that a transform returned."""
        return cls(
            provider=options.provider,
            providers=dict(options.providers),
            protect=options.protect if options.HasField("protect") else None,
            retain_on_delete=options.retain_on_delete if options.HasField("retain_on_delete") else None,
            deleted_with=options.deleted_with,
            delete_before_replace=options.delete_before_replace if options.HasField("delete_before_replace") else None,
            depends_on=list(options.depends_on),
            aliases=list(cast("list[alias_pb2.Alias]", options.aliases)),
            ignore_changes=list(options.ignore_changes),
            replace_on_changes=list(options.replace_on_changes),
            additional_secret_outputs=list(options.additional_secret_outputs),
            custom_timeouts=_timeouts(options.custom_timeouts),
            version=options.version,
            download_address=options.plugin_download_url,
            import_id=str(getattr(options, "import")),
        )

    def for_transform(
        self, timeouts: resource_pb2.RegisterResourceRequest.CustomTimeouts
    ) -> resource_pb2.TransformResourceOptions:
        """Write the options as a transform reads them."""
        written = resource_pb2.TransformResourceOptions(
            provider=self.provider,
            providers=self.providers,
            protect=self.protect,
            retain_on_delete=self.retain_on_delete,
            deleted_with=self.deleted_with,
            delete_before_replace=self.delete_before_replace,
            depends_on=self.depends_on,
            aliases=self.aliases,
            ignore_changes=self.ignore_changes,
            replace_on_changes=self.replace_on_changes,
            additional_secret_outputs=self.additional_secret_outputs,
            custom_timeouts=timeouts if self.custom_timeouts else None,
            version=self.version,
            plugin_download_url=self.download_address,
        )
        setattr(written, "import", self.import_id)
        return written


def _timeouts(timeouts: resource_pb2.RegisterResourceRequest.CustomTimeouts) -> dict[str, float]:
    written: Mapping[str, str] = {"create": timeouts.create, "delete": timeouts.delete, "update": timeouts.update}
    return {operation: durations.seconds(text) for operation, text in written.items() if text}
