"""Runs the command line: `python -m sskg`."""

from sskg.cli.main import main

if __name__ == "__main__":
    main()
