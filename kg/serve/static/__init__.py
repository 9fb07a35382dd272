"""Style, script and icon of the web application."""
