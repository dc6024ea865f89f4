"""The national node: receives, searches, adjudicates, answers, remembers. Start reading at `flow.py`."""
