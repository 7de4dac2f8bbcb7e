"""Where a browser comes to after a disconnect inside QuickBooks."""
