"""The grant management system of the Specific International Programme. Begin with `app.py` and the README."""
