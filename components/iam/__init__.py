"""Identity: policy documents, and roles for pods."""

from components.iam.pod_identity_role import PodIdentityRole, PodIdentityRoleArgs
from components.iam.policy import Statement, allow, deny_without_tls, document, pod_identity_trust, trust

__all__ = [
    "PodIdentityRole",
    "PodIdentityRoleArgs",
    "Statement",
    "allow",
    "deny_without_tls",
    "document",
    "pod_identity_trust",
    "trust",
]
