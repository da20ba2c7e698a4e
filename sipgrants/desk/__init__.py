"""Signed-in pages across stages: home, search, dossier, history."""
