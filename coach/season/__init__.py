"""The season: what programs answered, when one talks to them, and what that means."""
