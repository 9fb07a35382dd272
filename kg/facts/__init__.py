"""What is said of things: rules over provisions and mentions, one family of relations a module; none sees spaCy."""
