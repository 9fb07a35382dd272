"""Graphs wherever they lie: in memory or in a store across the network, asked alike and filled from a build."""
