"""The grant management system of the Specific International Programme."""
