"""The reviewed files beside the rules: waivers and configuration, read, checked and explained."""

from policies.files.configuration import read_configuration
from policies.files.problems import PolicyFileError, Problem
from policies.files.waivers import read_waivers

__all__ = ["PolicyFileError", "Problem", "read_configuration", "read_waivers"]
