"""Tools for those who work on this repository; no part of the generator or of a site."""
