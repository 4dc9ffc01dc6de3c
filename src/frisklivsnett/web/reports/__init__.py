"""The national report: read by everyone once it is published, looked over and published by the Directorate."""
