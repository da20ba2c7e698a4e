"""Forms about awards that run: their events and dossiers; see `doors`."""

AFTERWARDS = """
dossiers.ask                     auditor            /awards/{award.done}/dossiers
events.add                       programme_officer  /events/new
events.add_point                 programme_officer  /events/{award_event.recorded}/points/new
events.attach                    programme_officer  /events/{award_event.recorded}/file
events.cancel                    programme_officer  /events/{award_event.planned}/cancel
events.change                    programme_officer  /events/{award_event.planned}/change
events.edit_point                programme_officer  /events/points/{award_point.open}/edit
events.finish_point              focal_point        /events/points/{award_point.open}/finish
events.record                    programme_officer  /events/{award_event.over}/notes
events.remove_file               programme_officer  /events/{award_event.recorded}
"""
