"""What happens at the expo, where and when."""
