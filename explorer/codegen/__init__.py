"""The Keras program of exactly one ``RunConfig``, to read and to run in a notebook."""

from explorer.codegen.program import code_of as code_of
