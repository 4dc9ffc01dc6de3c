"""Agreements: who has one, for how long and for how much; and the Directorate's giving and changing of them."""
