"""The Latvian working calendar: public holidays, moved days, and the office's own exceptions."""
