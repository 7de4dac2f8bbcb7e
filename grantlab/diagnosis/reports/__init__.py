"""What goes out of a diagnosis: the report, words for the customer, facts for Intuit's support."""
