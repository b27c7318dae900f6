"""The demo's script: forty conversations, and the playing of them into the practice world."""

from kaiwa.sandbox.demo.play import play, script

__all__ = ["play", "script"]
