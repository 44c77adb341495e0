"""The site generator's pure part: no MkDocs, no hidden state; every function can be called from a test or a shell."""
