"""Readers of Kubernetes objects that several rules share."""
