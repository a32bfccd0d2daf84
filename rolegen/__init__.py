"""Job and person profiles in Word, from YAML."""

__version__ = "0.1.0"
