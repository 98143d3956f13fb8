"""What `footnoted validate` checks: one module a kind of thing, imported where there is one to check."""
