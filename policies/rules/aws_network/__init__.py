"""Rules about VPCs, routes, endpoints and security groups."""
