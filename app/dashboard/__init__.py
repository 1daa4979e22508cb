"""Pages that combine domains: first page, course page, module page, staff's first page. Owns no table."""
