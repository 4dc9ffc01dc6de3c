"""Sample data for trying the program out: made up, yet adding up to the published figures of 2024."""
