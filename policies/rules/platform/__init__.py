"""Rules across resources: pods, pools, accelerators, networks, load balancers."""
