"""Words as search knows them: folded, and cut so that no dictionary decides what can be found."""
