"""Performance forms of a role: rolegen fills in what the role says, keeps nothing of what people type."""
