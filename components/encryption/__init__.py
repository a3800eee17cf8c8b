"""Encryption: one customer-managed KMS key for each kind of data."""

from components.encryption.key import EncryptionKey, EncryptionKeyArgs
from components.encryption.key_policy import SERVICES, key_policy

__all__ = ["SERVICES", "EncryptionKey", "EncryptionKeyArgs", "key_policy"]
