"""An award: offer, conditions, agreement, what is due when, and its instalments.

In: a confirmed decision. Out: an active project with its dues. Moves: record_running, offer, accept,
decline, lapse, revise_plan, activate, suspend, resume, complete, terminate, close.
"""
