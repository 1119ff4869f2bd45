"""The commands: each file here offers ``command``, ``ABOUT`` and ``ORDER`` and is found by its name."""
