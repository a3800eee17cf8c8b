"""`python -i -m tests.cluster.look STACK`: a stack on a control plane, kept until the shell ends."""

from __future__ import annotations

import atexit
import sys

from tests.cluster.control_plane import control_plane
from tests.cluster.deployment import deploy
from tests.cluster.pods import settled
from tests.cluster.stacks import NAMES, plan_of, platform_of

stack = sys.argv[1] if len(sys.argv) > 1 else "dev"
if stack not in NAMES:
    sys.exit(f"{stack!r} is no stack: name one of {', '.join(NAMES)}")
_running = control_plane()
plane = _running.__enter__()
atexit.register(_running.__exit__, None, None, None)
deployed = deploy(plane, plan_of(stack), platform_of(stack))
for pod in settled(plane.api):
    sys.stdout.write(f"{pod.name}  {pod.node or pod.unschedulable}\n")
sys.stdout.write(f"export KUBECONFIG={plane.kubeconfig}\n")
