"""Rules about load balancers, listeners and target groups."""
