"""The demo office: content, e-services and their seeding."""
