"""Subscriptions to persons: those in force, one of them, a new one."""
