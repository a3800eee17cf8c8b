"""The plan document: Pulumi deployment JSON, version 3, with a header that says what it is.

How secrets are written. A secret is Pulumi's own secret with a `plaintext`, whose text is always `[secret]` (or the
unknown marker for a secret that is not known yet): nothing of the value is in the document, its shape neither. The
other way that Pulumi has, a `ciphertext`, would need a secrets provider in the document, and Pulumi's tools then warn
that they could not decrypt it and lose which values are unknown. Importing a plan as a state is refused by Pulumi,
since the manifest's magic is wrong on purpose.
"""

from evenkeel.plan.document.decode import loads
from evenkeel.plan.document.encode import dumps
from evenkeel.plan.document.files import read, write

__all__ = ["dumps", "loads", "read", "write"]
