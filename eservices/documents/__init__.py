"""The PDFs we issue; the only place that imports WeasyPrint.

Takes over from applications and registration: an application as it was submitted, with its number once it has one.
Hands on: the summary for the office, the copy to sign, the receipt for the one who applied.
"""
