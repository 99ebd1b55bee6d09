"""The odds of invitations and matches, fitted to what is published: `python -m seed_data.odds`."""
