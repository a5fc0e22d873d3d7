"""The image of hosting/Containerfile: built, run and asked."""
