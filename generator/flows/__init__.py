"""Flows as graphs: what leads where, and what follows from it. Pure functions; no files, pages or languages.

graph     edges, ways in, longest ways, cycles, every path
answers   answers as a reader gives them: where they lead, links that keep them, the answers of a variant
golden    every path as a line of text, to be compared with what was committed
picture   the graph as SVG
"""
