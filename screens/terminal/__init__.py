"""How pictures reach the terminal over a bad line.

At the start, in this order: `firstframe` paints the last screen, `environment`
looks at the line, prepares Textual and picks the driver. While the app
runs: `driver` takes Textual's frames, `picture` keeps what is wanted and what is
shown (`cells`, `style`), `difference` finds the fewest bytes between the two,
`pacing` says when, `wire` sends. `keyboard` reads keys, `ending` leaves.
"""
