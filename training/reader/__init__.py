"""Fine-tuning of the pretrained encoder for all that the reader fills: `python -m training.reader.train`."""
