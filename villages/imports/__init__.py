"""Sheets of Desa Binaan, and of the officers who serve them."""
