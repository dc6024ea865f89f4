"""A synthetic world for practice, tests and load: people, their papers and prints, galleries and transactions.

Promises: the same seed gives the same bytes; nothing reads a clock, the environment or the network; every image and
every record says that it is synthetic, so that practice data never passes for a real person's.
"""

from openbitmap.synthetic.galleries import TemplateBatch, enrolled_template, mated_probe, template_gallery

__all__ = ["TemplateBatch", "enrolled_template", "mated_probe", "template_gallery"]
