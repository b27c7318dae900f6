"""Kaiwa: the messaging inbox a sales team shares."""
