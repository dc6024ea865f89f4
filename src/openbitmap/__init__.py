"""OpenBITMAP: enrol, search, adjudicate and alert between nations that agreed to it."""

__version__ = "0.1.0"
