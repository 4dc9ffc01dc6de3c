from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "frisklivsnett.registry"
    label = "registry"
    verbose_name = "Register"
