"""Getting in and out, one's own account, and the people of an organisation."""

from django.urls import path

from frisklivsnett.web.account import (
    confirming,
    invitation,
    mailed,
    mine,
    people_views,
    second,
    sign_on,
    steps,
    views,
)

urlpatterns = [
    path("logg-inn/", views.log_in, name="login"),
    path("logg-inn/demo/", views.log_in_as_demo_user, name="demo_login"),
    path("logg-inn/passnokkel/", views.log_in_with_passkey, name="passkey_login"),
    path("logg-inn/passnokkel/valg/", views.passkey_options, name="passkey_options"),
    path("logg-inn/kode/", mailed.ask_for_code, name="login_code"),
    path("logg-inn/kode/skriv/", mailed.type_code, name="login_code_typed"),
    path("logg-inn/to-trinn/", steps.second_step, name="second_step"),
    path("logg-inn/to-trinn/valg/", steps.second_step_options, name="second_step_options"),
    path("logg-inn/sett-opp/", steps.set_up_second, name="set_up_second"),
    path("logg-inn/med/<slug:provider>/", sign_on.go_out, name="sign_on"),
    path("logg-inn/med/<slug:provider>/svar/", sign_on.come_back, name="sign_on_back"),
    path("logg-ut/", views.log_out, name="logout"),
    path("glemt-passord/", mailed.forgot_password, name="forgot_password"),
    path("nytt-passord/", mailed.reset_password, name="reset_password"),
    path("invitasjon/", invitation.invitation, name="invitation"),
    path("konto/", mine.account, name="account"),
    path("konto/navn/", mine.change_name, name="change_name"),
    path("konto/e-post/", mine.change_email, name="change_email"),
    path("konto/e-post/bekreft/", mine.confirm_new_email, name="confirm_email"),
    path("konto/passord/", mine.change_own_password, name="change_password"),
    path("konto/app/", second.set_up_app, name="set_up_app"),
    path("konto/passnokkel/", second.set_up_passkey, name="set_up_passkey"),
    path("konto/passnokkel/valg/", second.new_passkey_options, name="new_passkey_options"),
    path("konto/reservekoder/", second.recovery_codes, name="recovery_codes"),
    path("konto/fjern/", second.take_away, name="take_away"),
    path("konto/enheter/logg-ut/", mine.end_login, name="end_login"),
    path("konto/bekreft/", confirming.confirm, name="confirm"),
    path("konto/bekreft/kode/", confirming.send_confirm_code, name="send_confirm_code"),
    path("konto/bekreft/valg/", confirming.confirm_options, name="confirm_options"),
    path("folk/", people_views.people_everywhere, name="people_everywhere"),
    path("folk/<slug:organisation_slug>/", people_views.people, name="people"),
    path("folk/<slug:organisation_slug>/inviter/", people_views.invite_person, name="invite"),
    path(
        "folk/<slug:organisation_slug>/send-igjen/", people_views.send_invitation_again, name="invite_again"
    ),
    path(
        "folk/<slug:organisation_slug>/trekk-tilbake/",
        people_views.take_back_invitation,
        name="withdraw_invitation",
    ),
    path("folk/<slug:organisation_slug>/fjern/", people_views.take_out, name="take_out"),
]
