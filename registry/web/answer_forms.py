"""The two forms for answers to a flag: a reply of the laboratory or seller, and an objection."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.models import Objection, Reply
from registry.models.replies import LONGEST_TEXT

_LONGEST_NAME = 200


class PlainText(forms.CharField):
    """Text of a person: lines and tabs stay, other control characters go. It is shown as text, never as markup."""

    def to_python(self, value: Any) -> Any:
        """The text with one kind of line end, so that each counts as one character."""
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
        return super().to_python("".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) != "Cc"))


class AnswerForm(forms.Form):
    """What both forms share. `website` is no question: people do not see it, and machines fill it in."""

    text = PlainText(
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": -1, "autocomplete": "off"}))

    @property
    def is_from_a_machine(self) -> bool:
        """Whether something was written where people see nothing."""
        return bool(self.data.get("website", "").strip())

    @property
    def said(self) -> dict[str, str]:
        """What was said, once it is valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "website"}


class ReplyForm(AnswerForm):
    """The reply of a laboratory or seller."""

    capacity = forms.ChoiceField(
        label=_("You reply as"),
        choices=[
            (Reply.Capacity.LABORATORY, _("the laboratory that issued this report")),
            (Reply.Capacity.SELLER, _("the seller or maker of the product")),
        ],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("Name of the laboratory or company, and who writes for it"),
        help_text=_("Shown with the reply."),
        max_length=_LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "dir": "auto"}),
    )
    contact = forms.EmailField(
        label=_("Your e-mail address there"),
        help_text=_("For moderators only, to verify who you are. It is never shown to anyone else."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ("capacity", "name", "contact", "text", "website")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Your reply")
        self.fields["text"].help_text = _(
            "Plain text of up to 2,000 characters, shown as you write it. Links and markup stay text."
        )


class ObjectionForm(AnswerForm):
    """Anyone's word that a flag is wrong."""

    ground = forms.ChoiceField(
        label=_("What is wrong with it"),
        choices=Objection.Ground.choices,
        widget=forms.RadioSelect,
    )
    contact = forms.EmailField(
        label=_("Your e-mail address, if moderators may ask you something"),
        help_text=_("You may leave it empty. It is for moderators only and never shown to anyone else."),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ("ground", "text", "contact", "website")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Why")
        self.fields["text"].help_text = _(
            "Which number, on which page, and what it should be. Up to 2,000 characters, for moderators only."
        )
