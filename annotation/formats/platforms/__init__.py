"""The JSON of other annotation programs: Label Studio, doccano, Prodigy."""
