"""What the office offers: services, document types, fees and their legal base, by code."""
