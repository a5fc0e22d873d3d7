"""The MkDocs plugin: hooks that delegate. Nothing above this package knows that MkDocs or a theme exists."""

from generator.plugin.serving import ServingPlugin as KnowledgeBasePlugin

__all__ = ["KnowledgeBasePlugin"]
