"""What can be compared: revisions of the project, the checkout as it is, plans, exported states and previews."""

from evenkeel.cli.sides.kinds import DocumentSide, ProgramSide, Side, recognised
from evenkeel.cli.sides.pairs import Pair, pairs

__all__ = ["DocumentSide", "Pair", "ProgramSide", "Side", "pairs", "recognised"]
