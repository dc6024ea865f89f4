"""Reports of decided cases: what was asked, compared, concluded, and the proof that nothing was changed since."""

__all__: list[str] = []
