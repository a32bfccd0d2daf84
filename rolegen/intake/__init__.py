"""What people typed into a Word profile → its role file: as built, as the file stands now, as Word has it now."""
