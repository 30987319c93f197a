"""Whom recording tells: those who moderate, and who typed an action for somebody else."""

from benevalibre.actions.mails import tell_moderators

__all__ = ["tell_moderators"]
