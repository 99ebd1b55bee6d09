"""Labelled messages of applicants, and the weights that are fitted to their sentences."""
