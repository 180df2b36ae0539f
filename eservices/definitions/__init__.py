"""What is asked: an e-service page compiled into a frozen form version; rendering and validating a step."""
