"""Runs the command line as `python -m stanceflow`."""

from stanceflow.cli import main

main()
