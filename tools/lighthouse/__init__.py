"""Measures the built site with Lighthouse."""
