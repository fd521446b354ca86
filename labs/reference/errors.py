"""What is wrong with a file of facts."""


class ReferenceFileError(ValueError):
    """A file of analytes or limits that breaks a rule; `name` is the file's name, `fault` what is wrong in it."""

    def __init__(self, name: str, fault: str) -> None:
        super().__init__(f"{name}: {fault}")
        self.name = name
        self.fault = fault
