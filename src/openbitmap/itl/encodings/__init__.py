"""Encodings of ANSI/NIST-ITL: separators and lengths only; today the traditional encoding (Annex B)."""

from openbitmap.itl.encodings.traditional import LIMITS, Limits, lay_out, split

__all__ = ["LIMITS", "Limits", "lay_out", "split"]
