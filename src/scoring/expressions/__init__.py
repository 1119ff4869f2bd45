"""Formulas and conditions: from text to one typed tree, and the tree's backends.

In: the text of an expression, its place, and the names it may use. Out: a tree of exact operations with units checked,
or findings. Guaranteed afterwards: every name is known, every unit fits, the tree is small, and nothing but arithmetic,
comparison, choice and folds over declared tables can happen when it is evaluated.
"""
