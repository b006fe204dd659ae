"""What people see in a browser: pages in Chinese and English, from what the use cases give."""
