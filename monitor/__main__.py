"""``python -m monitor``, and the target of the command ``wirewatch``."""

from monitor.cli.main import main

if __name__ == "__main__":
    main()
