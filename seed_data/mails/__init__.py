"""Labelled mails of programs, and the weights that are fitted to them."""
