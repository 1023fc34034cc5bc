"""What a document asks, in which order and in which words, from what a study has and uses.

Names are imported from their modules: a process that answers questions alone loads `asking` and
nothing that draws or writes.
"""
