"""Sign in: with a passkey, or at the agency's identity provider; and sign out."""
