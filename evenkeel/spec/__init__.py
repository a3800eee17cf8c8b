"""The stack file as a typed model."""
