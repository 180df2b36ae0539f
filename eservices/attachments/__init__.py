"""Files: accepting, checking, scanning, storing; serving is the one door bytes leave by."""
