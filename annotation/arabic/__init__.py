"""Arabic writing: letters and marks, folding, tokens, clitics and sentences."""
