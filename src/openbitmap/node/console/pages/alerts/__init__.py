"""The alert desk: the list, one alert with its actions, quality, deliveries."""
