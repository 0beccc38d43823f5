"""Sampling in the window: a sample is drawn, judged one by one, and the batch decided upon."""
