"""What the house prints: statements, lists, reports and the books, as JSON, PDF, CSV, XLSX and plain text.

A paper is made of what the views answer. It knows no store, no clock and no network, and decides nothing.
"""
