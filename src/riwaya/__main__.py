"""`python -m riwaya`, the same as the `riwaya` script."""

from riwaya.cli import main

if __name__ == "__main__":  # processes of a batch import this module too
    main()
