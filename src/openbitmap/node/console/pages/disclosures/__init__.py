"""Every copy in another nation's hands."""
