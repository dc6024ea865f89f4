"""The report of a decided case: what it says, the issues made of it, one button to issue it."""
