"""`pipeline explain CODE`: what a rule means and how to mend what it finds."""

import argparse
import textwrap

from pipeline.cli.arguments import Commands
from pipeline.errors import UsageError
from pipeline.rules import RULES


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    description = "Tell what a finding means and how to mend it; without a code, list all."
    parser = commands.add_parser("explain", help="tell what a finding means", description=description)
    parser.add_argument("code", nargs="?", metavar="CODE", help="the code of a finding, such as LNK-001")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print one rule, or the table of all; raises UsageError for a code that no rule has."""
    if options.code is None:
        for known in RULES.values():
            print(f"{known.code}  {known.severity:7}  {known.wording}")
        return 0
    rule = RULES.get(options.code.upper())
    if rule is None:
        raise UsageError(f"no rule has the code {options.code}; “pipeline explain” lists all")
    print(f"{rule.code} ({rule.severity}): {rule.wording}\n")
    print(textwrap.fill(rule.explanation, width=88))
    return 0
