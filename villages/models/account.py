from django.db import models

from officers.models import Office, User
from officers.scoping import OfficeScopedQuerySet
from villages.models.village import GuidedVillage


class VillageAccount(models.Model):
    """Ties the account of a village official to his village; he sees that village and no office."""

    user = models.ForeignKey(User, models.CASCADE, related_name="village_accounts")
    village = models.ForeignKey(GuidedVillage, models.CASCADE, related_name="village_accounts")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")

    objects = OfficeScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "akun perangkat desa"
        verbose_name_plural = "akun perangkat desa"
        constraints = [
            models.UniqueConstraint(fields=["user", "village"], name="village_account_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} di {self.village}"
