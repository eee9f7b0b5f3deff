from django.urls import path

from villages.views import (
    assignments,
    decrees,
    moves,
    officer_panel,
    regions,
    search,
    steps,
    village_accounts,
    village_detail,
    villages,
)

app_name = "villages"
urlpatterns = [
    path("", villages.VillageList.as_view(), name="list"),
    path("tambah/", villages.VillageCreate.as_view(), name="create"),
    path("cari/", search.village_search, name="village-search"),
    path("<int:pk>/", village_detail.VillageDetail.as_view(), name="detail"),
    path("<int:pk>/ubah/", villages.VillageChange.as_view(), name="change"),
    path("<int:pk>/tahap/", steps.VillageAdvance.as_view(), name="advance"),
    path("<int:pk>/pindah-kantor/", steps.VillageMove.as_view(), name="move"),
    path("penugasan/", assignments.AssignmentList.as_view(), name="assignment-list"),
    path("penugasan/tambah/", assignments.AssignmentCreate.as_view(), name="assignment-create"),
    path("penugasan/<int:pk>/", assignments.AssignmentDetail.as_view(), name="assignment-detail"),
    path(
        "penugasan/<int:pk>/ubah/", assignments.AssignmentChange.as_view(), name="assignment-change"
    ),
    path("penugasan/<int:pk>/akhiri/", assignments.AssignmentEnd.as_view(), name="assignment-end"),
    path("petugas/<int:pk>/", officer_panel.officer_panel, name="officer-panel"),
    path("akun/<int:pk>/", village_accounts.account_panel, name="account-panel"),
    path(
        "akun/<int:pk>/desa/", village_accounts.AccountVillages.as_view(), name="account-villages"
    ),
    path("petugas/<int:pk>/pindah/", moves.OfficerTransfer.as_view(), name="officer-transfer"),
    path("petugas/<int:pk>/berhenti/", moves.OfficerLeave.as_view(), name="officer-leave"),
    path("sk/", decrees.DecreeList.as_view(), name="decree-list"),
    path("sk/tambah/", decrees.DecreeCreate.as_view(), name="decree-create"),
    path("sk/<int:pk>/", decrees.DecreeDetail.as_view(), name="decree-detail"),
    path("sk/<int:pk>/ubah/", decrees.DecreeChange.as_view(), name="decree-change"),
    path("sk/<int:pk>/pindaian/", decrees.decree_scan, name="decree-scan"),
    path("wilayah/", regions.RegionList.as_view(), name="region-list"),
    path("wilayah/cari/", search.region_search, name="region-search"),
    path("wilayah/<str:code>/", regions.RegionDetail.as_view(), name="region-detail"),
]
