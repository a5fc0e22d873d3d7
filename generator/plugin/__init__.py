"""The MkDocs plugin: hooks that delegate. Nothing above this package knows that MkDocs or a theme exists."""

from generator.plugin.hooks import KnowledgeBasePlugin

__all__ = ["KnowledgeBasePlugin"]
