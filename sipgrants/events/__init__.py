"""Events of awards: SIP Coffees, site visits, calls; their notes, files and action points.

Who acts: programme officers; whoever owes an action point reports it done. In: awards. Out: dates on the calendar of all
who take part, reminders. Moves: award_event.*, award_point.*.
"""
