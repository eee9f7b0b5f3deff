from django.contrib.auth.backends import BaseBackend
from django.db.models.expressions import RawSQL

from dbi_portal.lib import noting
from dbi_portal.lib.changes import MOMENT, Moment
from officers.models import User

NOW = RawSQL(MOMENT, ())  # noqa: S611 -- all of it is ours


class RoleBackend(BaseBackend):
    """Sign in by username or e-mail, whatever the case; answer `has_perm` from the role table."""

    def authenticate(self, request, username=None, password=None, **credentials):
        if not username or password is None:
            return None
        user = User.objects.known_as(username).first()
        if user is None:
            User().set_password(password)  # so that a wrong name takes as long as a wrong password
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id):
        """With the account comes the moment of which everything else on the page is (or later)."""
        found = User.objects.select_related("office").annotate(moment=NOW)
        user = found.filter(pk=user_id).first()
        if user:
            noting.begins(Moment.of(user.moment))
        return user if user and user.is_active else None

    def get_all_permissions(self, user_obj, obj=None):
        return user_obj.permissions
