"""What clients must speak."""

TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
"""TLS 1.3 and 1.2 with forward secrecy, post-quantum key exchange where the client has it: what AWS recommends."""
HTTPS_PORT = 443
HTTP_PORT = 80
