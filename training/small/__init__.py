"""The small pipeline: convolutional networks trained from scratch with spaCy."""
