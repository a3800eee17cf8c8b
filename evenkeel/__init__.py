"""The evenkeel toolkit: what a stack is (core) and what is told about it (tool)."""
