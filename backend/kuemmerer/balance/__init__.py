"""Who bears what: levy keys, exact allocation, fairness measures, votes and scenarios."""
