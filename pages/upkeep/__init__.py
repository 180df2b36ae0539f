"""Keeping what is published true and plain: prices, reviews, contradictions, links, words. Hands on reports to editors."""
