"""Pictures of a dataset: nodes and edges, where they stand, and the page that shows them."""
