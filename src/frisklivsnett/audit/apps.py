from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "frisklivsnett.audit"
    label = "audit"
    verbose_name = "Hendelseslogg"
