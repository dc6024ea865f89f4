"""A person's own account: passkeys, sessions, language and colours."""
