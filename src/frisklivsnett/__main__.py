"""``python -m frisklivsnett``: the program's command line."""

import sys

from frisklivsnett.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
