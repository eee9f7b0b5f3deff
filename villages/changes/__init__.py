"""What a new edition of the Kemendagri codes changes: compared, shown, then applied."""
