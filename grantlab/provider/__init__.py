"""Our imitation of Intuit's authorization server and company API."""
