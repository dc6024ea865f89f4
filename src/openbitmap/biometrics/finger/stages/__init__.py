"""The stages of finger extraction, one file each; `extract.py` is the recipe that names them in order."""
