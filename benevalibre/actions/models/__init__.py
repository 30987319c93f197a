"""What was given."""

from benevalibre.actions.models.action import Action, Source, Status
from benevalibre.actions.models.submission import Submission

__all__ = ["Action", "Source", "Status", "Submission"]
