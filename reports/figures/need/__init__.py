"""Which village should be next: what people there ask for, beside what was done there."""
