"""People, their dated roles and how they sign in.

Who: everybody for their own account; focal points for their team; officers and the administrator for people and roles.
In: invitations, designating letters, lists of people. Out: who acts (`actor_of`), whom to write to (`recipients`).
Moves: none; roles have days. Guarded roles, and accounts that hold one, take two people to give or to move.
"""
