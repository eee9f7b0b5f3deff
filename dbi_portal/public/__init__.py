"""What everybody may see without signing in: safe migration, Desa Binaan, sessions, open data.

Only facts an office would tell anybody: no officers' names, no phones, no residents, and counts of
people and applications with the small ones left out (reports/figures/suppression.py).
"""
