"""Official letters of the Secretariat: one layout, one module for each letter."""
