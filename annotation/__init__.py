"""The core: values, rules and commands of annotation. No Qt, no SQL, no clock, no randomness."""
