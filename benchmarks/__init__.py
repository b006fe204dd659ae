"""What each figure in docs/performance.md is measured with."""

import sys
from pathlib import Path

# The product is imported as in Lambda, where functions/ is the root.
sys.path.insert(0, str(Path(__file__).parents[1] / "functions"))
