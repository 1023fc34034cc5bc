"""Where questions that take many solves are worked out: here, in processes or on a cluster."""
