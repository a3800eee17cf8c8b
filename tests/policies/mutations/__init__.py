"""Single changes to recorded plans, each of which breaks one thing that a rule must notice."""
