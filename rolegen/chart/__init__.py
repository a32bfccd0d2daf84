"""The organisation chart from whom each role reports to: as pictures, and as a table for whoever cannot see them."""
