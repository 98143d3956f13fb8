"""What makes the site safe to put on the internet: limits on SQL, headers, a cache of pages, CSV for spreadsheets."""
