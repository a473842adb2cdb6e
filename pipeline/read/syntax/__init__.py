"""What the manuscript's Markdown has beyond CommonMark and tables: one construct per module."""
