"""Form rendering on the front-end kit, template tags, security headers."""
