"""Why a row is there, step by step, and why there is none: `explain_text` says it of every row of a parsed text, `explain_key` of one."""

from __future__ import annotations

from stanceflow.explain.saying import NoSuchRowError, explain_key, explain_text
from stanceflow.explain.tracing import Attempt, Obstacle, Trail, attempt_frame

__all__ = ["Attempt", "NoSuchRowError", "Obstacle", "Trail", "attempt_frame", "explain_key", "explain_text"]
