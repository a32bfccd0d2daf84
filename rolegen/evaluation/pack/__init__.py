"""The submission that job evaluators ask for: one role's papers in Word, and a manifest of what they were made of."""
