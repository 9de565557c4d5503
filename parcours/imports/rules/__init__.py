"""Pure part of the import engine: reads a spreadsheet and proposes what to create, and why.

No Flask, no database. The way through: `classeur.lire_classeur` (bytes to sheets of cells),
`correspondance.proposer` (which column is which field), `analyse.analyser` (lines, verdicts, people).
Nothing is guessed in silence: each reading that is not plain leaves a message naming its cell.
"""
