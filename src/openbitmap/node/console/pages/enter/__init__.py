"""Enter by a one-time link: looking shows who would enter, the button uses the link up."""
