"""Settings and the entrance for web servers."""
