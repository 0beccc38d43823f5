"""What reviewers and curators ask of the file: sets side by side, findings, remarks, samples."""
