"""Draws the pictures that other sites show when they link to a page."""
