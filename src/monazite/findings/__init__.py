"""What a solved plan says, in rooms whose imports point one way; each lists its names."""
