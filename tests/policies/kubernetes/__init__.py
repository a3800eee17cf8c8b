"""Tests of the readers of Kubernetes objects."""
