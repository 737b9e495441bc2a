"""How staff pages write days and moments, by language: one way, as the files do that are brought and taken out."""
