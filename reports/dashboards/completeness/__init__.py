"""Kelengkapan: who has reported each month and who has not, ready to draw."""
