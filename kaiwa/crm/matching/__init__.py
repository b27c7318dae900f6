"""Matching: whose conversation it is. What is not certain is asked, never guessed (H-05)."""

from kaiwa.crm.matching import numbers
from kaiwa.crm.matching.finding import Match, as_question, find, known_from, note

__all__ = ["Match", "as_question", "find", "known_from", "note", "numbers"]
