"""The real parts by name, each pinned by a Go module file of its own."""

from __future__ import annotations

from tests.tools.binaries import Tool

_KUBERNETES = "v1.36.3"
_COMPONENT_VERSION = " ".join(
    f"-X k8s.io/component-base/version.{name}={value}"
    for name, value in (("gitVersion", _KUBERNETES), ("gitMajor", "1"), ("gitMinor", "36"))
)


def _kubernetes(name: str) -> Tool:
    return Tool(
        name=name,
        module="kubernetes",
        package=f"k8s.io/kubernetes/cmd/{name}",
        version=_KUBERNETES,
        linker_flags=f"-s -w {_COMPONENT_VERSION}",
        directories=("KUBEBUILDER_ASSETS",),
    )


KUBE_APISERVER = _kubernetes("kube-apiserver")
KUBE_CONTROLLER_MANAGER = _kubernetes("kube-controller-manager")
KUBE_SCHEDULER = _kubernetes("kube-scheduler")
ETCD = Tool(
    name="etcd",
    module="etcd",
    package="go.etcd.io/etcd/server/v3",
    version="v3.6.8",
    directories=("KUBEBUILDER_ASSETS",),
)
KWOK = Tool(name="kwok", module="kwok", package="sigs.k8s.io/kwok/cmd/kwok", version="v0.8.0")
LWS_MANAGER = Tool(name="lws-manager", module="lws", package="sigs.k8s.io/lws/cmd", version="v0.9.0", on_path=False)
PULUMI = Tool(
    name="pulumi",
    module="pulumi",
    package="github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    version="v3.250.0",
    # Without its version the Automation API refuses the CLI.
    linker_flags="-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v3.250.0",
)
