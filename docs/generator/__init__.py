"""Makes the pages of docs/reference that follow from the toolkit itself: run `scripts/docs`."""
