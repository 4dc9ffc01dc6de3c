"""The pure heart: forms, tables, narrative and documents. Values in, values out; no database, clock or network."""
