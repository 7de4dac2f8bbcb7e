"""What goes out: words, facts for support, reports."""
