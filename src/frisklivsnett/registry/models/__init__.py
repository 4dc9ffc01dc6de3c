"""The registry's tables, a module for each subject."""

from frisklivsnett.registry.models.agreements import Agreement, AgreementChange, CoordinatorTerm
from frisklivsnett.registry.models.boundaries import Boundary
from frisklivsnett.registry.models.organisations import Organisation, OrganisationKind
from frisklivsnett.registry.models.people import Role, RoleKind, User
from frisklivsnett.registry.models.places import Place, PlaceKind, RegisterVersion, Succession

__all__ = [
    "Agreement",
    "AgreementChange",
    "Boundary",
    "CoordinatorTerm",
    "Organisation",
    "OrganisationKind",
    "Place",
    "PlaceKind",
    "RegisterVersion",
    "Role",
    "RoleKind",
    "Succession",
    "User",
]
