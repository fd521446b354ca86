"""The licence under which whoever runs the registry offers its data: what the settings say, or none yet."""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """A licence by its name and the address of its text; the address is empty where none was given."""

    name: str
    url: str

    def __str__(self) -> str:
        return f"{self.name} ({self.url})" if self.url and self.url != self.name else self.name


def data_licence() -> Licence | None:
    """The licence of the data; None while none is granted."""
    name, url = settings.DATA_LICENCE_NAME.strip(), settings.DATA_LICENCE_URL.strip()
    return Licence(name=name or url, url=url) if name or url else None
