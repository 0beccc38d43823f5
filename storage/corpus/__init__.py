"""The corpus in the file: documents, annotators, settings of the project, numbers."""
