"""Dated facts about instance types, regions, accelerators and models."""
