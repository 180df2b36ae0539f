"""``make audit``: every public address of the demo office in every language under axe, the Nu HTML checker and Lighthouse.

What it finds is written to ``docs/audit.md``. ``AUDIT_URL`` names a running demo; without it one is filled and started.
"""
