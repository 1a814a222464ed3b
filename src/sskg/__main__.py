"""Runs the command line: `python -m sskg`."""

from sskg.cli.main import program

if __name__ == "__main__":
    program()
