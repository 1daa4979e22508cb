"""What knows Flask and no domain: doors, languages in addresses, headers, error pages, forms, static files."""
