"""What has been issued and what has been refused: the provider's memory."""
