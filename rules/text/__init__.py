"""Text as rules see it: fields, folded tokens, sentences, and the way back to the source."""
