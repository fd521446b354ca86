"""The registry as a Django app."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """The one app of the site."""

    name = "registry"
    verbose_name = "Leafproof"
