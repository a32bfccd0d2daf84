"""Someone else's job profile → a draft role file, and what of it was found where."""
