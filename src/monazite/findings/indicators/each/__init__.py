"""One module for each family of indicators; whatever stands here is found by the registry."""
