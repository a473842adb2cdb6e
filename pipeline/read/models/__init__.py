"""What each YAML file may hold: one model per file, from which its JSON Schema is written too."""
