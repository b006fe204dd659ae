"""Where the benchmarks keep what they build and what they found."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".local" / "bench"
KEPT = Path(__file__).parent / "kept"
PICTURES = ROOT / "docs" / "images"
DOCUMENT = ROOT / "docs" / "performance.md"
