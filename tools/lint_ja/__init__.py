"""Reads the Japanese catalogues with textlint."""
