"""Reads every command with PowerShell's own parser and PSScriptAnalyzer."""
