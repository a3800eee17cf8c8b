"""Rules about EKS clusters, their add-ons and their nodes."""
