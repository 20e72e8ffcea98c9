"""The casebook: documents and claims kept for good, with every version and decision, and a ledger that shows it."""
