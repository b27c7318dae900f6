"""What bin/bench measures, and with what."""
