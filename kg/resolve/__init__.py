"""Who is who: from mentions to things with stable keys."""

from kg.resolve.mentions import Scope, resolve_mention, scope_of
from kg.resolve.things import Standard, Thing

__all__ = ["Scope", "Standard", "Thing", "resolve_mention", "scope_of"]
