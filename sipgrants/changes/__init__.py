"""A change of an award: more time, another budget, other results, another project manager.

Who acts: the project manager or a focal point asks, the programme officer decides. In: an award that runs. Out: a new
version of its dates, dues, instalments, plan and annex, in one step, once both have signed; the old stays readable.
Moves: change.propose, return, revise, approve, sign, enter_into_force, refuse, withdraw.
"""
