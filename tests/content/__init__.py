"""Tests of the knowledge base itself: its records, its translations, its dates."""
