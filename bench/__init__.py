"""Benchmarks: `make bench`. Figures are printed, never asserted; quote ratios of one run."""
