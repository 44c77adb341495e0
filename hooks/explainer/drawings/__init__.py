"""Drawings of the mechanism, in one set of shapes."""
