from __future__ import annotations

from functools import cached_property

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from officers.models.office import Office
from officers.roles import HEAD_ROLES, OFFICE_KINDS, OfficeKind, Role, permissions
from officers.scoping import OfficeScopedQuerySet


class UserManager(BaseUserManager.from_queryset(OfficeScopedQuerySet)):
    def create_user(self, username: str, password: str | None = None, **fields) -> User:
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields) -> User:
        """The first admin of an installation: an admin at the centre, no power beside the table."""
        centre, _ = Office.objects.get_or_create(
            code="pusat",
            defaults={
                "kind": OfficeKind.CENTRE,
                "name": "Direktorat Jenderal Imigrasi",
                "short_name": "Pusat",
            },
        )
        return self.create_user(username, password, role=Role.ADMIN, office=centre, **fields)

    def known_as(self, name: str) -> models.QuerySet[User]:
        """Whoever signs in by this username or e-mail, whatever the case; at most one."""
        return self.filter(Q(username__iexact=name.strip()) | Q(email__iexact=name.strip()))

    def get_by_natural_key(self, username: str) -> User:
        return self.get(username__iexact=username)


class MailRhythm(models.TextChoices):
    """How often the letters of the portal come; under the bell everything stands at once."""

    AT_ONCE = "segera", "segera, begitu ada"
    DAILY = "harian", "sekali sehari, pagi hari"
    WEEKLY = "mingguan", "sekali seminggu, hari Senin"
    NEVER = "tidak", "tidak perlu"


def _role_pairs() -> str:
    pairs = sorted(
        (role.value, kind.value) for role, kinds in OFFICE_KINDS.items() for kind in kinds
    )
    return ", ".join(f"('{role}', '{kind}')" for role, kind in pairs)


class User(AbstractBaseUser):
    """An account. What it may do comes from `role`, whose rows it sees from `office`."""

    username = models.CharField(
        "nama pengguna",
        max_length=60,
        validators=[
            RegexValidator(
                r"^[\w.+-]+\Z", "Nama pengguna hanya huruf, angka, titik, tanda hubung, atau _."
            )
        ],
    )
    email = models.EmailField("surel", blank=True)
    full_name = models.CharField("nama lengkap", max_length=150, blank=True)
    role = models.CharField("peran", max_length=20, choices=Role, blank=True)
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="users", verbose_name="kantor"
    )
    is_active = models.BooleanField("aktif", default=True)
    phone = models.CharField("nomor WhatsApp", max_length=30, blank=True)
    mail_rhythm = models.CharField(
        "pemberitahuan lewat surel",
        max_length=10,
        choices=MailRhythm,
        default=MailRhythm.AT_ONCE,
        help_text="Pengingat sesi, laporan yang tertunda, dan hal yang menunggu Anda.",
    )
    digest_on = models.DateField("rangkuman terakhir", null=True, editable=False)
    invited_at = models.DateTimeField("diundang", null=True, blank=True, editable=False)
    session_epoch = models.PositiveIntegerField(
        default=0, editable=False, help_text="Naik satu: semua sesi akun ini berakhir."
    )
    date_joined = models.DateTimeField("dibuat", default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]

    class Meta:
        verbose_name = "akun"
        verbose_name_plural = "akun"
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="username_is_unique_whatever_the_case",
                violation_error_message="Nama pengguna ini sudah dipakai.",
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="email_is_unique_whatever_the_case",
                violation_error_message="Surel ini sudah dipakai akun lain.",
            ),
            models.CheckConstraint(
                condition=~Q(username__contains="@"),
                name="username_is_no_email",
                violation_error_message="Nama pengguna tidak boleh memuat @.",
            ),
            models.CheckConstraint(
                condition=Q(role="", office__isnull=True) | (~Q(role="") & Q(office__isnull=False)),
                name="role_and_office_together",
                violation_error_message="Peran dan kantor diisi bersama, atau keduanya kosong.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="role_agrees_with_office",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("role", "office_id"),
                # The pairs are our own constants, not somebody's words.
                func=f"""
                    IF NEW.office_id IS NOT NULL AND NOT EXISTS (
                        SELECT 1 FROM officers_office
                        WHERE id = NEW.office_id AND (NEW.role, kind) IN ({_role_pairs()})
                    ) THEN
                        RAISE EXCEPTION 'role % does not fit office %', NEW.role, NEW.office_id
                            USING ERRCODE = 'check_violation',
                                  CONSTRAINT = 'role_agrees_with_office';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_session_auth_hash(self) -> str:
        """Ends every session of the account when the password or `session_epoch` changes."""
        return salted_hmac(
            "officers.User.session", f"{self.password}:{self.session_epoch}", algorithm="sha256"
        ).hexdigest()

    @cached_property
    def permissions(self) -> frozenset[str]:
        """What the role allows in this office, and the head's rights while acting for him."""
        if not self.is_active or self.office is None:
            return frozenset()
        own = permissions(self.role, self.office.kind)
        if self.is_acting_head:
            own |= permissions(HEAD_ROLES[self.office.kind], self.office.kind)
        return own

    @cached_property
    def is_acting_head(self) -> bool:
        """Plt. or Plh. of the own office today (`OfficeHead`)."""
        if self.office is None or self.office.kind not in HEAD_ROLES:
            return False
        acting = self.headships.on(timezone.localdate()).filter(office=self.office_id)
        return acting.exclude(capacity="definitif").exists()

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        return perm in self.permissions

    def has_perms(self, perm_list, obj: models.Model | None = None) -> bool:
        return self.permissions.issuperset(perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        return any(perm.startswith(f"{app_label}.") for perm in self.permissions)

    @property
    def is_staff(self) -> bool:
        """May look things up in the Django admin: the centre's admin. No work needs it."""
        return self.sees_all_offices and self.has_perm("officers.change_user")

    @property
    def sees_all_offices(self) -> bool:
        return bool(self.is_active and self.office and self.office.kind == OfficeKind.CENTRE)

    @cached_property
    def visible_office_ids(self) -> frozenset[int]:
        """Own office, plus those beneath a Kanwil. Access is always about now, hence the clock."""
        if not self.is_active or self.office_id is None or self.role == Role.VILLAGE_OFFICIAL:
            return frozenset()
        if self.office.kind != OfficeKind.KANWIL:
            return frozenset([self.office_id])
        below = Office.objects.under(self.office, on=timezone.localdate())
        return frozenset([self.office_id, *below.values_list("pk", flat=True)])

    @cached_property
    def supervising_office_ids(self) -> frozenset[int]:
        """The offices above one's own today: whose words and settings hold here too."""
        if not self.is_active or self.office_id is None:
            return frozenset()
        above = self.office.supervisor_on(timezone.localdate())
        return frozenset([above.pk]) if above else frozenset()

    @property
    def village_ids(self) -> frozenset[int]:
        """Desa Binaan a village official's account is tied to (`villages.VillageAccount`)."""
        if not self.is_active or self.role != Role.VILLAGE_OFFICIAL:
            return frozenset()
        return frozenset(self.village_accounts.values_list("village_id", flat=True))
