"""The bench: the clock, the policy, the faults and the ledger of the provider."""
