"""Agreements: the register, one agreement by its clauses, and what an administrator decides about it."""
