"""``python -m explorer``."""

import sys

from explorer.cli.parser import main

if __name__ == "__main__":
    sys.exit(main())
