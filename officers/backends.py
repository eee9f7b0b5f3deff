from django.contrib.auth.backends import BaseBackend

from officers.models import User


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
        user = User.objects.select_related("office").filter(pk=user_id).first()
        return user if user and user.is_active else None

    def get_all_permissions(self, user_obj, obj=None):
        return user_obj.permissions
