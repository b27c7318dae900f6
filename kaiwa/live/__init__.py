"""Live updates: one function tells every open browser."""
