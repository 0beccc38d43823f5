"""What models are trained on: spaCy, Hugging Face, GLiNER, TACRED, DocRED, ACE, instructions."""
