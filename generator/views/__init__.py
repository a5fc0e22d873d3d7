"""View models: what a page shows, decided here, so that templates only print."""
