"""Drawn portraits of synthetic people for Type-10 records: something to look at beside fingers, never anything to
compare by machine.

Promises: a person keeps the face in every portrait, a portrait differs from capture to capture, looks follow from no
nationality, and each says in its own pixels that it is synthetic.
"""

from openbitmap.synthetic.faces.features import Features, features_of
from openbitmap.synthetic.faces.portrait import SIZE, portrait

__all__ = ["SIZE", "Features", "features_of", "portrait"]
