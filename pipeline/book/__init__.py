"""The values that travel from stage to stage: frozen, slotted, picklable; no stage is imported here."""
