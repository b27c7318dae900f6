"""Building blocks that know no models."""
