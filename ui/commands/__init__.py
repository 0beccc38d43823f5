"""The command line's commands: headless, a sentence for every refusal, JSON when asked for."""
