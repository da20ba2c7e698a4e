"""The forms of this room: shape only."""
