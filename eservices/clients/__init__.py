"""The register of persons; an application is linked to a client by staff, never by itself."""
