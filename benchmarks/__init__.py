"""What the project is measured with."""
