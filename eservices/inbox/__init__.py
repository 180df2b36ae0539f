"""The staff side, inside the Wagtail admin: the list of cases, one case, and the acts of the registrar.

The last stage of an application in this release: it shows what the other packages know through the caller's rights
and calls their acts. It writes nothing itself and hands nothing on.
"""
