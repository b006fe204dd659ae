"""In place of botocore's own, which loads a writer of reference pages, and an HTML parser for it."""
