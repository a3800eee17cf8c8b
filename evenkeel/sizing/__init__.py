"""What fits where: models, accelerators and pools."""
