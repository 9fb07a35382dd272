"""What a text names: finders as plain functions, and the spaCy components that carry them."""
