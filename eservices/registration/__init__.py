"""Journals, registered documents and their numbers; joining, supplementing, annulling."""
