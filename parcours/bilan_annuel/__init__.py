"""The PRE's yearly report and the figures of the national survey: every figure with the list behind it."""
