"""The case: parties and roles, status, clocks, events; moving is the only writer of status."""
