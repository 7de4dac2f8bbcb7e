"""What people tell, by what it is about: a store, a company, a value that is missing."""
