"""The controllers: each carries out one family of actions on the desk."""
