"""The ground everything stands on: settings, addresses, people, audit, personal data, due work."""
