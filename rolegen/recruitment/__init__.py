"""What recruiting to a role needs beside its profile: the vacancy and its advert, the panel's grid, the statement."""
