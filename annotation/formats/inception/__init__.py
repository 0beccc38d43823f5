"""The formats that INCEpTION reads and writes: UIMA CAS as XMI and as JSON, WebAnno TSV."""
