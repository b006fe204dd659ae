"""What an analyst computes from exported answers, on their own machine."""
