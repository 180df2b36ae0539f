"""The resident's side: drafts, the wizard, review, confirmation, tracking."""
