"""Telling members what happened while they were elsewhere: on the screen, by web push, by mail."""
