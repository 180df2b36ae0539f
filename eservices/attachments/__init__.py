"""Files: accepting, checking, scanning, storing; serving is the one door bytes leave by.

A file becomes a sealed ``Attachment`` as soon as it is uploaded. Owners (a draft, an application, a letter) keep its
id, hold it while they may need it, and claim it when it is submitted; what nobody claims is purged.
"""
