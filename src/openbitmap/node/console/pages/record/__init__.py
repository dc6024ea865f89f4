"""Error rates over cases of known outcome: an examiner's own, or everybody's for a supervisor."""
