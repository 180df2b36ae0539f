"""The Latvian working calendar: public holidays, moved days, editable exceptions."""
