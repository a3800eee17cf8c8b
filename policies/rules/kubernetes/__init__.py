"""Rules about Kubernetes objects, each by itself."""
