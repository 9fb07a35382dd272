"""What a build starts from: sample documents and vocabularies."""
