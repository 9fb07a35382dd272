"""A built graph as a local web application: pages to look and click through, and a SPARQL 1.1 endpoint, read only.

Everything shown comes from strangers' documents: templates escape it, and a content security policy runs nothing of it.
"""
