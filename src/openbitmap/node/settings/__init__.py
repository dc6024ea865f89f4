"""Every setting of a node: name, default, meaning. Read once, in `main`; a function gets the value it needs, not the
table.

Promises: a setting that cannot be used is refused by name before anything starts; nothing else reads the environment.
"""

from openbitmap.node.settings.groups import DeskSettings, Settings
from openbitmap.node.settings.ranges import UnusableSetting
from openbitmap.node.settings.reading import read_settings
from openbitmap.node.settings.table import SECRETS, SETTINGS, Setting

__all__ = ["SECRETS", "SETTINGS", "DeskSettings", "Setting", "Settings", "UnusableSetting", "read_settings"]
