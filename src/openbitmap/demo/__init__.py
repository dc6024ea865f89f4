"""The stories that `make demo` tells: a real node, a synthetic nation, six files from a border post, six answers.

May import everything; nobody imports it. Every person is synthetic.
"""

from openbitmap.demo.telling import tell

__all__ = ["tell"]
