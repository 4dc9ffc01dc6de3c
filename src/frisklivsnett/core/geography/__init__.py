"""Boundaries of municipalities: read from GeoJSON, made simple, measured and drawn."""
