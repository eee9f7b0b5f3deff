"""Lists of Desa Binaan and of officers as kinds of sheets, declared when Django starts."""

from __future__ import annotations

from officers.imports.kinds import Kind, declare
from villages.imports import layouts, templates
from villages.imports.officer_list import OfficerResource
from villages.imports.village_list import VillageResource

VILLAGES = declare(
    Kind(
        code="villages",
        label="Desa Binaan",
        noun="desa",
        permission="villages.import_villages",
        view="villages.view_guidedvillage",
        register="villages:list",
        layout=layouts.VILLAGES,
        resource=VillageResource,
        template=templates.of_villages,
        example_headings="Desa, Kecamatan, Status, dan Nomor SK",
    )
)
OFFICERS = declare(
    Kind(
        code="officers",
        label="Petugas dan penugasan",
        noun="petugas",
        permission="villages.import_officers",
        view="officers.view_officer",
        register="officers:list",
        layout=layouts.OFFICERS,
        resource=OfficerResource,
        template=templates.of_officers,
        example_headings="Nama, NIP, Desa, dan Mulai",
    )
)
