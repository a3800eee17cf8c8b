"""The recorder and the plan document."""

from evenkeel.plan.document import dumps, loads, read, write
from evenkeel.plan.errors import DocumentError, RecordError
from evenkeel.plan.recorder import record_program, record_stack

__all__ = ["DocumentError", "RecordError", "dumps", "loads", "read", "record_program", "record_stack", "write"]
