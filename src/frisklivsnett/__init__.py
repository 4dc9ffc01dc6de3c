"""Frisklivsnett: the system that the scheme of development centres runs on, from agreement to published report."""
