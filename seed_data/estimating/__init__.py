"""Estimates of what no program stated: IMG share and visas, made again from the seed tables."""
