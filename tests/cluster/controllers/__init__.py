"""Controllers that run for real, beside those of Kubernetes itself."""

from tests.cluster.controllers.leader_worker_set import run_leader_worker_set, webhook_titles

__all__ = ["run_leader_worker_set", "webhook_titles"]
