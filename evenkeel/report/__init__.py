"""Renderers: text from plans, never a computation."""
