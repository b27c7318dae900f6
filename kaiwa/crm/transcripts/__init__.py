"""Transcripts: what is said in a conversation, as notes on the records that it is linked to."""

from kaiwa.crm.transcripts.beginning import begin, stop
from kaiwa.crm.transcripts.states import TranscriptState, state_of

__all__ = ["TranscriptState", "begin", "state_of", "stop"]
