"""Attention heatmaps: stored weights in, an accessible figure out."""
