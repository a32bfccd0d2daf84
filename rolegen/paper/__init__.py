"""A committee paper in Word → the framework that it states."""
