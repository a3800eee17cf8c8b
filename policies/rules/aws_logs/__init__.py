"""Rules about log groups and alarms."""
