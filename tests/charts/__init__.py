"""Tests of the Helm charts, by rendering them with the engine that the product uses."""
