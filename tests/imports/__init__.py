"""Real registers and delivery books, made here as the machines and people make them."""
