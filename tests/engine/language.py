"""What commands that run no program ask of a language host, which an ordinary installation has and a CLI has not."""

from __future__ import annotations

from collections.abc import Generator
from concurrent import futures
from contextlib import contextmanager
from typing import Any

import grpc
from pulumi.runtime import proto
from pulumi.runtime.proto import language_pb2, plugin_pb2


class _Language(proto.LanguageRuntimeServicer):
    def Handshake(self, request: Any, context: grpc.ServicerContext) -> Any:
        return language_pb2.LanguageHandshakeResponse()

    def GetPluginInfo(self, request: Any, context: grpc.ServicerContext) -> Any:
        return plugin_pb2.PluginInfo(version="0.0.0")

    def GetRequiredPackages(self, request: Any, context: grpc.ServicerContext) -> Any:
        return language_pb2.GetRequiredPackagesResponse()


@contextmanager
def serve_language() -> Generator[dict[str, str]]:
    """Serve on a free port of this machine; give the environment that tells the CLI of it."""
    server = grpc.server(futures.ThreadPoolExecutor(4))
    proto.language_pb2_grpc.add_LanguageRuntimeServicer_to_server(_Language(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield {"PULUMI_DEBUG_LANGUAGES": f"python:{port}"}
    finally:
        server.stop(grace=0.5).wait()
