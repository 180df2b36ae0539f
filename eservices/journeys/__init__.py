"""The resident's side of an application: draft, steps, review, handing in, tracking.

A draft is not an application: it has its own table, its own lifetime and its own reader, the person who
fills it in. This package keeps drafts, shows one step at a time (django-formtools is the step machine),
lets the person go on later or on another device, and hands a finished draft to ``applications.submitting``.
After that it only shows what the person may see of the case. It hands on nothing else.
"""
