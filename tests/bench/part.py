"""A part as a process of its own, in the office its environment names: `python -m tests.bench.part NAME [option …]`."""

import signal
import sys
from importlib import import_module

import django

if __name__ == "__main__":
    # Ended politely, a part still ends the servers it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    name, *options = sys.argv[1:]
    django.setup()
    import_module(f"tests.bench.{name}").main(*options)
