"""What is raised when something read from outside is not what it should be."""


class ReadingError(ValueError):
    """A file cannot be taken as it is.

    ``path`` says where (``sections[0].questions[2].type``), ``reason`` what is wrong and what to do.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}" if path else reason)
        self.path = path
        self.reason = reason


class FormDefinitionError(ReadingError):
    """A form definition is broken."""


class AnswerError(ReadingError):
    """Stored answers do not belong to the form, or have the wrong shape."""


class FhirError(ReadingError):
    """A FHIR resource is broken, or says something that our forms cannot hold."""
