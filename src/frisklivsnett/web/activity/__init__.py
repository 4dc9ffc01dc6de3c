"""The activity log: noting what has happened, and finding it again."""
