"""Every form of the application: who fills it in, and on which page it stands."""

from tests.hardening.doors_afterwards import AFTERWARDS

TABLE = """
accounts.change_address          focal_point        /account/address
accounts.change_password         focal_point        /account/password
accounts.disable_person          administrator      /people/{person.head}/close
accounts.drop_factor             with_factor        /account
accounts.edit_person             administrator      /people/{person.head}/edit
accounts.enable_person           administrator      /people/{person.closed}/open
accounts.end_role                administrator      /roles/{role.focal_point}/end
accounts.end_sessions            focal_point        /account
accounts.file_letter             administrator      /roles/{role.focal_point}/letter/file
accounts.forgotten               nobody             /forgotten
accounts.grant_guarded_role      administrator      /people/{person.head}/guarded-roles
accounts.grant_role              administrator      /people/{person.head}/roles
accounts.hand_over                focal_point        /team/{role.drafter}/hand-over
accounts.import_people           administrator      /people/import
accounts.invite                  administrator      /people/invite
accounts.invite_again            administrator      /people/{person.barred}
accounts.invite_guarded          administrator      /people/invite-guarded
accounts.invite_to_team          focal_point        /parties/ZM/team
accounts.language                focal_point        /help
accounts.profile                 focal_point        /account
accounts.recover_guarded         administrator      /people/{person.head}/recover-guarded
accounts.recover_person          administrator      /people/{person.partner}/recover
accounts.remove_from_team        focal_point        /parties/ZM/team
accounts.renew_recovery_codes    with_factor        /account
accounts.set_up_factor           focal_point        /account/factor
accounts.sign_in                 nobody             /sign-in
accounts.sign_out                focal_point        /help
accounts.succeed                 administrator      /roles/{role.focal_point}/successor
applications.answer_comment      focal_point        /applications/{application.draft}/comments
applications.comments            focal_point        /applications/{application.draft}/comments
applications.confirm_partner     partner            /applications/partners/{application_partner.invited}
applications.create              focal_point        /applications/new/{round.announced}
applications.files               focal_point        /applications/{application.draft}/files
applications.language            focal_point        /applications/{application.draft}/tasks
applications.part                focal_point        /applications/{application.draft}/plan/budget
applications.paste               focal_point        /applications/{application.draft}/plan/budget/sheet
applications.partners            focal_point        /applications/{application.draft}/partners
applications.put_back            focal_point        /applications/{application.draft}/history?section=gender
applications.receive             programme_officer  /applications/receive/{round.announced}
applications.refuse_partner      partner            /applications/partners/{application_partner.invited}
applications.remove_file         focal_point        /applications/{application.draft}/files
applications.remove_partner      focal_point        /applications/{application.draft}/partners
applications.reopen_comment      focal_point        /applications/{application.draft}/comments
applications.replace             focal_point        /applications/{application.submitted}/replace
applications.resubmit            focal_point        /applications/{application.returned}/resubmit
applications.section             focal_point        /applications/{application.draft}/sections/summary
applications.send_workbook       focal_point        /applications/{application.draft}/workbook
applications.settle_comment      focal_point        /applications/{application.draft}/comments
applications.sign                focal_point        /applications/{application.draft}/sign/signature
applications.submit              focal_point        /applications/{application.complete}/submit
applications.take_over           focal_point        /applications/{application.draft}/workbook/{application_waiting.rows}
applications.withdraw            focal_point        /applications/{board.scored}/withdraw
appraisal.answer                 focal_point        /applications/{appraised.begun}/questions
appraisal.ask                    programme_officer  /appraisal/applications/{appraised.begun}
appraisal.comment                invited_expert     /experts/{invitation.declared}
appraisal.declare_interest       invited_expert     /experts/{invitation.fresh}
appraisal.declare_none           invited_expert     /experts/{invitation.fresh}
appraisal.edit                   programme_officer  /appraisal/applications/{appraised.begun}
appraisal.forward                programme_officer  /appraisal/applications/{appraised.finished}
appraisal.forward_all            programme_officer  /appraisal/rounds/{round.appraisal}
appraisal.invite                 programme_officer  /appraisal/applications/{appraised.begun}
appraisal.put_back               programme_officer  /appraisal/applications/{appraised.begun}/history
appraisal.recall                 programme_officer  /appraisal/applications/{appraised.before_board}/recall
appraisal.reopen                 programme_officer  /appraisal/applications/{appraised.finished}
appraisal.withdraw_invitation    programme_officer  /appraisal/applications/{appraised.begun}
arriving.discard                 application_sender /applications/{application.draft}/files
board.add_class                  programme_officer  /board/classes/new
board.add_orientation            programme_officer  /board/orientation/new
board.add_term                   programme_officer  /board/terms/new
board.declare                    undeclared         /board/rounds/{round.with_board}/declare
board.elect                      programme_officer  /board/seats/{seat.KE}/elect
board.import_members             programme_officer  /board/terms/{term.now}/import
board.lift                       programme_officer  /board/declarations/{declaration.interest}/lift
board.master_class               programme_officer  /board/classes/{class.held}
board.seat                       programme_officer  /board/seats/new
board.step_down                  programme_officer  /board/seats/{seat.EE}/step_down
board.unseat                     programme_officer  /board/seats/{seat.EE}/unseat
board.withdraw_orientation       programme_officer  /board/orientation
desk.confirm                     approving_officer  /proposals/{proposal.open}
desk.indicators                  programme_officer  /watching/indicators
desk.refuse                      approving_officer  /proposals/{proposal.open}
desk.retry                       administrator      /failed
desk.withdraw                    asking             /proposals/{proposal.open}
forms.add_check                  programme_officer  /forms/{form.draft}/checks/new
forms.add_column                 programme_officer  /forms/{form.draft}/questions/costs/columns/new
forms.add_question               programme_officer  /forms/{form.draft}/sections/summary/questions/new
forms.add_section                programme_officer  /forms/{form.draft}/sections/new
forms.check                      programme_officer  /forms/{form.draft}/checks/check_1
forms.column                     programme_officer  /forms/{form.draft}/questions/costs/columns/part
forms.copy                       programme_officer  /forms/{form.draft}
forms.discard                    programme_officer  /forms/{form.draft}/discard
forms.edit                       programme_officer  /forms/{form.draft}/edit
forms.move                       programme_officer  /forms/{form.draft}
forms.question                   programme_officer  /forms/{form.draft}/questions/mia_state
forms.remove                     programme_officer  /forms/{form.draft}/remove/summary.summary
forms.section                    programme_officer  /forms/{form.draft}/sections/summary
fund.agree                       finance_officer    /fund/contributions/{contribution.pledged}/agree
fund.book                        finance_officer    /fund/ledger/new
fund.donor                       finance_officer    /fund/donors/new
fund.publish_status              finance_officer    /fund/status/publish
fund.rate                        finance_officer    /fund/rates/new
fund.upload_rates                finance_officer    /fund/rates/upload
fund.opening                     finance_officer    /fund/contributions/opening
fund.pledge                      finance_officer    /fund/contributions/new
fund.receive                     finance_officer    /fund/contributions/{contribution.agreed}/receive
fund.reverse                     finance_officer    /fund/ledger/{posting.some}/reverse
fund.setting                     administrator      /fund/settings/support_rate
fund.settle                      finance_officer    /fund/contributions/{contribution.agreed}/settle
fund.write_off                   finance_officer    /fund/contributions/{contribution.agreed}/write_off
meetings.add_point               programme_officer  /meetings/{meeting.in_session}/points/new
meetings.adjourn                 programme_officer  /meetings/{meeting.in_session}
meetings.adopt_report            co_chair           /meetings/{meeting.ended}/report
meetings.adopt_statement         co_chair           /meetings/rounds/{round.stated}/statement
meetings.agree                   co_chair           /meetings/{meeting.by_mail}/applications/{others.by_mail}
meetings.annex_scores             co_chair           /meetings/{meeting.ended}/report
meetings.attend                  programme_officer  /meetings/{meeting.in_session}
meetings.call                    programme_officer  /meetings/{meeting.drafting}
meetings.cast                    board_member       /meetings/{meeting.voting}
meetings.close                   programme_officer  /meetings/{meeting.voting}
meetings.change_scenario         programme_officer  /meetings/scenarios/{scenario.open}
meetings.choose_scenario         programme_officer  /meetings/scenarios/{scenario.open}/choose
meetings.confirm                 co_chair           /meetings/{meeting.in_session}/confirm
meetings.copy_scenario           co_chair           /meetings/rounds/{round.deciding}/scenarios
meetings.discard_scenario        programme_officer  /meetings/scenarios/{scenario.open}
meetings.draft_advice            programme_officer  /meetings/rounds/{round.told}/advice
meetings.draft_report            programme_officer  /meetings/{meeting.unreported}
meetings.draft_statement         programme_officer  /meetings/rounds/{round.told}/statement
meetings.edit                    programme_officer  /meetings/{meeting.by_mail}/edit
meetings.edit_advice             programme_officer  /meetings/advice/{advice.drafted}
meetings.edit_point              programme_officer  /meetings/points/{point.open}/edit
meetings.edit_report             programme_officer  /meetings/{meeting.ended}/report
meetings.edit_statement          programme_officer  /meetings/rounds/{round.stated}/statement
meetings.elect                   programme_officer  /meetings/decisions/{decision.taken}/elect
meetings.end                     programme_officer  /meetings/{meeting.by_mail}
meetings.finish_point            programme_officer  /meetings/points/{point.open}/finish
meetings.go_to                   programme_officer  /meetings/{meeting.in_session}
meetings.item                    programme_officer  /meetings/{meeting.by_mail}/applications/{board.scored}
meetings.items                   programme_officer  /meetings/{meeting.by_mail}
meetings.line                    board_member       /meetings/rounds/{round.deciding}/line
meetings.note                    programme_officer  /meetings/{meeting.by_mail}
meetings.papers_of_item          programme_officer  /meetings/items/{item.planned}/papers
meetings.plan                    programme_officer  /meetings/new
meetings.record                  programme_officer  /meetings/{meeting.voting}
meetings.redraft_advice          programme_officer  /meetings/advice/{advice.drafted}
meetings.release_advice          programme_officer  /meetings/advice/{advice.drafted}
meetings.release_all_advice      programme_officer  /meetings/rounds/{round.stated}/advice
meetings.remove_paper            programme_officer  /meetings/items/{item.planned}/papers
meetings.reopen                  programme_officer  /meetings/decisions/{decision.taken}/reopen
meetings.replace_paper           programme_officer  /meetings/papers/{paper.planned}/replace
meetings.resume                  programme_officer  /meetings/{meeting.adjourned}
meetings.save_proposal           co_chair           /meetings/rounds/{round.deciding}/proposal
meetings.save_scenario           co_chair           /meetings/rounds/{round.deciding}/line
meetings.several                 programme_officer  /meetings/{meeting.by_mail}/decisions
meetings.start                   programme_officer  /meetings/{meeting.planned}
meetings.take                    programme_officer  /meetings/{meeting.by_mail}/applications/{others.by_mail}
meetings.void                    programme_officer  /meetings/{meeting.voting}
parties.add                      administrator      /parties/add
parties.edit                     administrator      /parties/AM/edit
parties.record_status            programme_officer  /parties/ZM/status
reminders.send                   programme_officer  /scoring/rounds/{round.with_board}/seal
reminders.send_all               programme_officer  /reports/
rounds.add_event                 programme_officer  /rounds/{round.announced}/events/add
rounds.announce                  programme_officer  /rounds/{round.draft}/announce
rounds.ask                       focal_point        /rounds/{round.announced}/ask
rounds.ask_declarations          programme_officer  /rounds/{round.deciding}
rounds.cancel                    head               /rounds/{round.draft}/cancel
rounds.cancel_event              programme_officer  /rounds/events/{event.other}/cancel
rounds.change_event              programme_officer  /rounds/events/{event.webinar}/change
rounds.correct                   programme_officer  /rounds/questions/{asked.answered}/correct
rounds.complete                  programme_officer  /rounds/{round.deciding}/complete
rounds.create                    programme_officer  /rounds/new
rounds.decide                    co_chair           /rounds/{round.deciding}/decide
rounds.decline                   programme_officer  /rounds/questions/{asked.other}/decline
rounds.describe                  programme_officer  /rounds/{round.draft}/criteria/risk
rounds.edit                      programme_officer  /rounds/{round.draft}/edit
rounds.erratum                   programme_officer  /rounds/{round.deciding}/erratum
rounds.extend                    programme_officer  /rounds/{round.announced}/extend
rounds.extend_for                programme_officer  /rounds/{round.announced}/extend_for
rounds.justify_envelope          approving_officer  /rounds/{round.draft}/justify_envelope
rounds.merge                     programme_officer  /rounds/questions/{asked.third}/merge
rounds.open_board                programme_officer  /rounds/{round.appraisal}
rounds.question                  programme_officer  /rounds/questions/{asked.open}
rounds.raise_envelope            approving_officer  /rounds/{round.deciding}/raise_envelope
rounds.renew_form                programme_officer  /rounds/{round.draft}
rounds.set_scores_due            programme_officer  /rounds/{round.with_board}/set_scores_due
rounds.start_appraisal           programme_officer  /rounds/{round.screening}
rounds.start_screening           programme_officer  /rounds/{round.announced}
scoring.ask_for_pack             co_chair           /scoring/rounds/{round.with_board}/offline
scoring.open_seal                co_chair           /scoring/rounds/{round.unsealed}/seal/open
scoring.revise                   co_chair           /scoring/applications/{board.scored}/revise
scoring.send_workbook            board_member       /scoring/rounds/{round.with_board}/offline
scoring.sheet                    board_member       /scoring/applications/{board.unscored}
scoring.take_over                board_member       /scoring/rounds/{round.with_board}/score-sheets/{scores_waiting.rows}
screening.ask_reconsideration    focal_point        /applications/{screened.ineligible}/reconsideration
screening.check                  programme_officer  /screening/applications/{screened.cleared}
screening.check_all              programme_officer  /screening/rounds/{round.screening}?rule=no_duplication&answer=open
screening.find_all_eligible      programme_officer  /screening/rounds/{round.screening}
screening.find_eligible          programme_officer  /screening/applications/{screened.cleared}
screening.find_ineligible        programme_officer  /screening/applications/{appraised.begun}/find_ineligible
screening.letter_text            programme_officer  /screening/rounds/{round.screening}/letters/texts/ineligible/en
screening.propose                programme_officer  /screening/applications/{screened.cleared}
screening.propose_all            programme_officer  /screening/rounds/{round.screening}
screening.reinstate              approving_officer  /screening/applications/{screened.ineligible}/reinstate
screening.release                programme_officer  /screening/rounds/{round.screening}/release
screening.release_letter         programme_officer  /screening/rounds/{round.screening}/letters
screening.send_back              programme_officer  /screening/applications/{screened.cleared}/send_back
screening.uphold                 approving_officer  /screening/applications/{screened.asked_again}/uphold
"""
# Every page that lists something, for somebody who sees all of it.
# Sent by a script while somebody types: the fields are those of the page's own form.
BESIDE = {
    "applications.autosave": "applications.section",
    "applications.autosave_part": "applications.part",
    "appraisal.autosave": "appraisal.edit",
    "awards.autosave_part": "awards.plan_part",
    "changes.autosave_part": "changes.part",
    "reports.autosave": "reports.section",
    "reports.autosave_rows": "reports.rows",
    "scoring.autosave": "scoring.sheet",
}
# Sent by the script that sends files in parts; junk is tried in tests/applications/test_uploading_pages.py.
BY_SCRIPT = {"arriving.begin", "arriving.take_part"}
# Reached by a link of a mail; tried in tests/accounts.
BY_LINK = {"accounts.confirm_address", "accounts.invitation", "accounts.reset"}
DOORS: dict[str, tuple[str, str]] = {
    endpoint: (who, page)
    for endpoint, who, page in map(str.split, (TABLE.strip() + AFTERWARDS.rstrip()).splitlines())
}
