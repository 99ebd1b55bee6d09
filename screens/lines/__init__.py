"""The app without pictures, for screen readers, braille displays and pipes: lines out, lines in.

Pages, questions and acts are those of the app, which runs unseen: `said` is what its widgets say,
`talk` prints it and takes what is typed: a row by its number, an act by its word or key, an answer.
Nothing printed is ever painted over, and no byte moves a cursor.
"""
