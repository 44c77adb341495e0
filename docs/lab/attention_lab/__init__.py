"""The lab: one translation task that we generate, and the models that we train on it."""
