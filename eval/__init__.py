"""Measuring answers: question sets and the code that scores them."""
