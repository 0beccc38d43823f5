"""Sampling: whether a batch of finished work can be accepted, judged by a part of it."""
