"""The rank order list: its order, what the algorithm makes of it, what is checked before it."""
