"""How long a test waits for what must happen, before it says that it does not happen."""

PATIENCE = 300  # seconds: eight busy loops beside the suite on two cores do not matter
