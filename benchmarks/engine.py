"""The engine's own preview of the synthetic program, on a stand-in provider: `engine.py N`.

Takes the Pulumi CLI on PATH, through the Automation API, with state and home in a temporary directory; whole process.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from concurrent import futures
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi import automation
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc
from synthetic import program

WORKERS = 8


class StandIn(provider_pb2_grpc.ResourceProviderServicer):
    """A provider that takes everything and knows nothing, as far as a preview asks it."""

    def Handshake(self, request: Any, context: Any) -> Any:  # noqa: ANN401, ARG002, D102, N802
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True, accept_resources=True)

    def Attach(self, request: Any, context: Any) -> Any:  # noqa: ANN401, ARG002, D102, N802
        return empty_pb2.Empty()

    def GetPluginInfo(self, request: Any, context: Any) -> Any:  # noqa: ANN401, ARG002, D102, N802
        return plugin_pb2.PluginInfo(version="1.0.0")

    def CheckConfig(self, request: Any, context: Any) -> Any:  # noqa: ANN401, ARG002, D102, N802
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: Any, context: Any) -> Any:  # noqa: ANN401, ARG002, D102, N802
        return provider_pb2.DiffResponse()

    def Configure(self, request: Any, context: Any) -> Any:  # noqa: ANN401, ARG002, D102, N802
        return provider_pb2.ConfigureResponse(acceptSecrets=True, acceptResources=True, supportsPreview=True)

    def Check(self, request: Any, context: Any) -> Any:  # noqa: ANN401, ARG002, D102, N802
        return provider_pb2.CheckResponse(inputs=request.news)

    def Create(self, request: Any, context: Any) -> Any:  # noqa: ANN401, ARG002, D102, N802
        properties = type(request.properties)()
        properties.CopyFrom(request.properties)
        for name in ("policy", "assumeRolePolicy"):  # objects as inputs, texts as outputs
            properties.fields.pop(name, None)
        return provider_pb2.CreateResponse(properties=properties)

    def Cancel(self, request: Any, context: Any) -> Any:  # noqa: ANN401, ARG002, D102, N802
        return empty_pb2.Empty()


def main() -> None:
    """Preview the program with the engine and end at once."""
    gc.disable()
    count = int(sys.argv[1])
    server = grpc.server(futures.ThreadPoolExecutor(WORKERS))
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(StandIn(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    with tempfile.TemporaryDirectory() as home:
        environment = {
            "PULUMI_HOME": home,
            "PULUMI_BACKEND_URL": Path(home).as_uri(),
            "PULUMI_CONFIG_PASSPHRASE": "benchmark",
            "PULUMI_DEBUG_PROVIDERS": f"aws:{port},kubernetes:{port}",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
        }
        stack = automation.create_or_select_stack(
            stack_name="synthetic",
            project_name="benchmark",
            program=lambda: program(count),
            opts=automation.LocalWorkspaceOptions(env_vars=environment),
        )
        summary = stack.preview().change_summary
    sys.stdout.write(f"{sum(summary.values())} resources\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
