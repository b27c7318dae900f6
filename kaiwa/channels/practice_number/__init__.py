"""Practice numbers: the provider whose customers are known by their telephone numbers, for the sandbox only."""
