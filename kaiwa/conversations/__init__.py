"""WHAT: the inbox."""
