"""Daftar kata: the lists an office chooses from, and who keeps each word."""

from __future__ import annotations

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from dbi_portal.lib.pages import ChangePage, Chip, CreatePage, Crumb, PageHead
from dbi_portal.lib.pages.parts import Action
from officers.actions import words as actions
from officers.forms.words import WordForm
from officers.models import Term, User
from officers.word_lists import LISTS, WordList

READ = "officers.view_setting"


def list_or_404(slug: str) -> WordList:
    if slug not in LISTS:
        raise Http404
    return LISTS[slug]


@permission_required(READ, raise_exception=True)
def all_lists(request: HttpRequest) -> HttpResponse:
    lists = [(each, *_counts(each, request.user)) for each in LISTS.values()]
    head = PageHead(
        "Daftar kata",
        lead="Pilihan yang muncul di formulir. Kata pusat berlaku untuk semua; Kanwil dan kantor "
        "menambah kata sendiri untuk mereka dan kantor di bawahnya.",
        crumbs=[Crumb("Beranda", reverse("home")), Crumb("Daftar kata")],
    )
    return render(request, "officers/words/lists.html", {"page": head, "lists": lists})


def _counts(words: WordList, user: User) -> tuple[int, int]:
    """How many words are offered, and how many of them are an office's own."""
    offered = words.seen_by(user).in_use()
    return offered.count(), offered.filter(office__isnull=False).count()


@permission_required(READ, raise_exception=True)
def word_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every word of one list, in its order, with what may be done to it."""
    words = list_or_404(slug)
    kept = set(words.model.objects.changeable_by(request.user).values_list("pk", flat=True))
    may_change, uses = words.may(request.user, "change"), words.uses(request.user)
    lines = [
        {
            "word": word,
            "chips": [each for each in (_whose(word), _state(word)) if each],
            "used": uses[word.pk],
            "kept": may_change and word.pk in kept,
        }
        for word in words.seen_by(request.user)
    ]
    lines.sort(key=lambda line: line["word"].retired_on is not None)
    add = reverse("officers:word-create", args=[slug])
    head = PageHead(
        words.title,
        lead=words.help,
        crumbs=[
            Crumb("Beranda", reverse("home")),
            Crumb("Daftar kata", reverse("officers:words")),
            Crumb(words.title),
        ],
        primary=Action("Tambah kata", add, icon="plus") if words.may(request.user, "add") else None,
    )
    return render(
        request, "officers/words/list.html", {"page": head, "words": words, "lines": lines}
    )


def _whose(word: Term) -> Chip:
    if word.office:
        return Chip(f"milik {word.office}", "info", "building")
    return (
        Chip("bawaan portal", "plain", "info")
        if word.is_default
        else Chip("pusat", "gold", "building")
    )


def _state(word: Term) -> Chip | None:
    return Chip("tidak dipakai", "plain", "x") if word.retired_on else None


class WordPage:
    """What adding and renaming share: the list out of the address."""

    form_class = WordForm
    submit_label = "Simpan kata"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.words = list_or_404(kwargs["slug"])
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self) -> str:
        return reverse("officers:word-list", args=[self.words.slug])

    get_cancel_url = get_success_url

    def get_parents(self):
        return [
            *super().get_parents(),
            Crumb("Daftar kata", reverse("officers:words")),
            Crumb(self.words.title, self.get_success_url()),
        ]


class WordCreate(WordPage, CreatePage):
    title = "Tambah kata"
    success_message = "“{row}” ditambahkan."

    def check_permission(self) -> None:
        if not self.words.may(self.request.user, "add"):
            raise PermissionDenied

    def perform(self, form):
        return actions.add_word(
            words=self.words, name=form.cleaned_data["name"], by=self.request.user
        )


class WordChange(WordPage, ChangePage):
    """The word's name; its history beneath."""

    template_name = "officers/words/change.html"
    success_message = "Kata disimpan sebagai “{row}”."

    def get_object(self) -> Term:
        return get_object_or_404(self.words.seen_by(self.request.user), pk=self.kwargs["pk"])

    def check_permission(self) -> None:
        kept = self.words.model.objects.changeable_by(self.request.user)
        if not (
            self.words.may(self.request.user, "change") and kept.filter(pk=self.object.pk).exists()
        ):
            raise PermissionDenied

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"word": self.object}

    def perform(self, form):
        return actions.rename_word(
            words=self.words,
            word=self.object,
            name=form.cleaned_data["name"],
            by=self.request.user,
        )

    def get_context_data(self, **context) -> dict:
        label = self.object._meta.label_lower
        history = reverse("officers:history", args=[label, self.object.pk])
        used = self.words.uses(self.request.user)[self.object.pk]
        return super().get_context_data(history_url=history, used=used, **context)


@require_POST
def word_step(request: HttpRequest, slug: str, pk: int, step: str) -> HttpResponse:
    """One button of a word's line: up, down, retire, bring back."""
    words = list_or_404(slug)
    word = get_object_or_404(words.seen_by(request.user), pk=pk)
    given = {"words": words, "word": word, "by": request.user}
    if step in ("naik", "turun"):
        actions.move_word(down=step == "turun", **given)
    elif step == "hentikan":
        actions.retire_word(at=timezone.now(), **given)
    elif step == "pakai":
        actions.bring_back_word(**given)
    elif step == "untuk-semua":
        actions.share_word(**given)
    else:
        raise Http404
    return redirect("officers:word-list", slug=slug)
