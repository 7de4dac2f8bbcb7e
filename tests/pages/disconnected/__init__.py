"""Where a browser lands after a disconnect inside QuickBooks."""
