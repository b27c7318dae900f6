"""What an operator does with an installation: look after it, back it up, bring it back."""
