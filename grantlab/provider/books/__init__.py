"""A company's books, as far as the API here keeps them: customers and invoices."""
