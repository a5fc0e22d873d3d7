"""A generator for bilingual troubleshooting knowledge bases."""

__version__ = "0.1.0"
