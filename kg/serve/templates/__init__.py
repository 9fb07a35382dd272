"""Pages of the web application: they escape all they are given."""
