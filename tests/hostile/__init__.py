"""Input as strangers might write it: a corpus as data, and generated input."""
