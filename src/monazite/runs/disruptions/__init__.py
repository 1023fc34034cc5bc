"""Plans played month by month: what is to happen, what goes short, and what helps."""
