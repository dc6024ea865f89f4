"""The examiner's bench: one case, stage by stage."""
