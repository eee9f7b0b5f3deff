import phonenumbers
from django import forms


def clean_phone(text: str) -> str:
    """Any usual spelling becomes one: "0812 3456 7890" is +62 812-3456-7890; empty stays empty."""
    if not text:
        return ""
    try:
        number = phonenumbers.parse(text, "ID")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise forms.ValidationError(f"“{text}” bukan nomor telepon. Tulis misalnya 0812 3456 7890.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
