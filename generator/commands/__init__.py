"""Commands of `kb` that are a module of their own."""
