"""What is answered by solving a strategy again with something put otherwise."""
