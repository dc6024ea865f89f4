"""How repositories outside fare."""
