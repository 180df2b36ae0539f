"""Messages to people, by channel, as rows sent by the worker."""
