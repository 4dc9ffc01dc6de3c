"""Forms and answers as FHIR R4 Questionnaire and QuestionnaireResponse, without loss, both ways."""

from frisklivsnett.core.forms.fhir.files import read_fhir_file
from frisklivsnett.core.forms.fhir.questionnaire import to_questionnaire
from frisklivsnett.core.forms.fhir.questionnaire_reader import from_questionnaire
from frisklivsnett.core.forms.fhir.response import ResponseMeta, from_response, to_response

__all__ = [
    "ResponseMeta",
    "from_questionnaire",
    "from_response",
    "read_fhir_file",
    "to_questionnaire",
    "to_response",
]
