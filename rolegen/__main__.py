"""`python -m rolegen`: the same as the `rolegen` command."""

from rolegen.cli import main

main()
