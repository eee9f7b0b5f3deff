"""The map of villages: what the address chooses, what colours and shapes mean, the same as rows."""
