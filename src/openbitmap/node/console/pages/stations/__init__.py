"""Stations and their keys, for the administrator."""
