"""The one refusal of the command line's own."""


class Unreachable(RuntimeError):
    """No node can be reached, or it refused; the message says where it was looked for and what to do."""
