"""What stands in one solved plan, as records and frames, and what was found about it before."""
