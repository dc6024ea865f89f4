"""One folder a page: page.py reads, page.html shows."""
