from django.urls import include, path

from officers.views import (
    account_state,
    accounts,
    files,
    heads,
    history,
    jobs,
    merging,
    notices,
    office_keeping,
    officers,
    offices,
    posts,
    profile,
    rights,
    settings,
    words,
)

app_name = "officers"
registers = [
    path("", officers.OfficerList.as_view(), name="list"),
    path("tambah/", officers.OfficerCreate.as_view(), name="create"),
    path("<int:pk>/", officers.OfficerDetail.as_view(), name="detail"),
    path("<int:pk>/ubah/", officers.OfficerChange.as_view(), name="change"),
    path("<int:pk>/jabatan/", posts.OfficerPosition.as_view(), name="position"),
    path("<int:pk>/kembali/", posts.OfficerReturn.as_view(), name="return"),
    path("<int:pk>/foto/", files.photo, name="photo"),
    path("<int:pk>/gabung/", merging.OfficerMerge.as_view(), name="merge"),
    path("jabatan/<int:pk>/ubah/", posts.PostChange.as_view(), name="post-change"),
    path("pimpinan/", heads.HeadList.as_view(), name="head-list"),
    path("pimpinan/tambah/", heads.HeadCreate.as_view(), name="head-create"),
    path("pimpinan/<int:pk>/", heads.HeadDetail.as_view(), name="head-detail"),
    path("pimpinan/<int:pk>/ubah/", heads.HeadChange.as_view(), name="head-change"),
    path("pimpinan/<int:pk>/akhiri/", heads.HeadEnd.as_view(), name="head-end"),
    path("kantor/<slug:code>/pimpinan/", heads.office_heads, name="office-heads"),
    path("kantor/", offices.OfficeList.as_view(), name="office-list"),
    path("kantor/tambah/", office_keeping.OfficeCreate.as_view(), name="office-create"),
    path("kantor/<slug:code>/", offices.OfficeDetail.as_view(), name="office-detail"),
    path("kantor/<slug:code>/ubah/", office_keeping.OfficeChange.as_view(), name="office-change"),
    path(
        "kantor/<slug:code>/sebutan/",
        office_keeping.OfficeAliases.as_view(),
        name="office-aliases",
    ),
    path(
        "kantor/<slug:code>/kelas/", office_keeping.OfficeClassify.as_view(), name="office-classify"
    ),
    path("kantor/<slug:code>/pindah/", office_keeping.OfficeMove.as_view(), name="office-move"),
    path("kantor/<slug:code>/tutup/", office_keeping.OfficeClose.as_view(), name="office-close"),
    path("riwayat/<str:label>/<int:pk>/", history.history, name="history"),
    path("pekerjaan/<int:pk>/", jobs.job_progress, name="job"),
]

account_pages = [
    path("", accounts.AccountList.as_view(), name="user-list"),
    path("undang/", accounts.AccountCreate.as_view(), name="user-create"),
    path("<int:pk>/", accounts.AccountDetail.as_view(), name="user-detail"),
    path("<int:pk>/ubah/", accounts.AccountChange.as_view(), name="user-change"),
    path("<int:pk>/undang-lagi/", accounts.invite_again, name="user-invite-again"),
    path("<int:pk>/sandi/", account_state.AccountReset.as_view(), name="user-reset"),
    path("<int:pk>/nonaktif/", account_state.AccountDeactivate.as_view(), name="user-deactivate"),
    path("<int:pk>/aktif/", account_state.AccountReactivate.as_view(), name="user-reactivate"),
]
own_pages = [
    path("", profile.Profile.as_view(), name="profile"),
    path("ubah/", profile.ProfileChange.as_view(), name="profile-change"),
    path("sandi/", profile.PasswordChange.as_view(), name="password-change"),
    path("keluar/", profile.sign_out_everywhere, name="sign-out-everywhere"),
]
urlpatterns = [
    path("petugas/", include(registers)),
    path("akun/", include(account_pages)),
    path("profil/", include(own_pages)),
    path("hak/", rights.rights_page, name="rights"),
    path("pengaturan/", settings.settings_page, name="settings"),
    path("pengaturan/kata/", words.all_lists, name="words"),
    path("pengaturan/kata/<slug:slug>/", words.word_list, name="word-list"),
    path("pengaturan/kata/<slug:slug>/tambah/", words.WordCreate.as_view(), name="word-create"),
    path("pengaturan/kata/<slug:slug>/<int:pk>/", words.WordChange.as_view(), name="word-change"),
    path("pengaturan/kata/<slug:slug>/<int:pk>/<slug:step>/", words.word_step, name="word-step"),
    path("pengaturan/<slug:key>/", settings.SettingPage.as_view(), name="setting"),
    path("pengaturan/<slug:key>/hapus/", settings.forget_setting, name="setting-forget"),
    path("pemberitahuan/", notices.NoticeList.as_view(), name="notices"),
    path("pemberitahuan/dibaca/", notices.read_notices, name="notices-read"),
    path("pemberitahuan/<int:pk>/", notices.open_notice, name="notice-open"),
]
