"""The rules, one file a family. Importing this package, and with it them, fills the registry: hence the noqa."""

from . import complexity, credit, dates, evolution, interpretation, maths, mechanisms, origin, pages, quotes  # noqa: F401  (each fills the registry)
