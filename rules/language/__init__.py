"""The rule language: shapes, compilation, matching, explanation and lint."""
