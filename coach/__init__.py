"""The coach without a screen: facts, the applicant's store, the core, commands."""

from __future__ import annotations

from typing import Final

VERSION: Final = "0.1.0"
