"""Sheets of passport statistics: from the words of a row to figures in the register."""
