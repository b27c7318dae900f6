"""Finding: people and what was said, over the whole history, in Japanese and English alike (D-90).

`folding` makes one form of what reads the same, `words` cuts it into what the index holds and reads a query, `index`
keeps the index, `finding` asks it.
"""
