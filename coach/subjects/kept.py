"""The logs that are declared, for the command line and the pages."""

from coach.logs import declared as declared
from coach.logs.log import Log as Log
