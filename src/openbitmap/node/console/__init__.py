"""The web console: pages for people. One folder a page, parts they share, one stylesheet, no build step.

For now it shows answers to those who may read them; a page is opened with a key, which becomes a cookie of the session.
"""

from openbitmap.node.console.application import add_console

__all__ = ["add_console"]
