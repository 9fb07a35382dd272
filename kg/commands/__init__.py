"""The commands, one file a subject; `kg.cli` groups them."""
