"""The form that a profile is in Word: how each field is shown, and what was typed into it."""
