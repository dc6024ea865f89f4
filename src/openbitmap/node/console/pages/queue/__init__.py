"""The queue: an examiner's next case, a supervisor's board."""
