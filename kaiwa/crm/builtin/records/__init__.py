"""The one place where rows change: each change in a transaction of its own, and told to open browsers in it."""
