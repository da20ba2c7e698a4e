"""Extensions, revisions, suspension, termination, closure."""
