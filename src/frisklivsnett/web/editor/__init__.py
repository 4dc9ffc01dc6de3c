"""Writing the national report: the text on one side, the report as it becomes on the other."""
