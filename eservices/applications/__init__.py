"""A filled-in form: answers, channel, authenticity; submitting."""
