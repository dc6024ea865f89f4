"""What waits for people about identities: proposed changes, contradictions, conflicting biographics of one person."""
