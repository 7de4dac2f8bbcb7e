"""The provider under bad input: requests that are nearly right, and ones that are nothing."""
