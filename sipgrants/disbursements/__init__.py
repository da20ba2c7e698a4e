"""The moves of an instalment and the release gate."""
