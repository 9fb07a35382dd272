"""The ontology: classes, properties and labels (Turtle)."""
